import { isMapping, type Mapping } from '../../../../units/mapping.ts';
import { podSpecsIn } from './pods.ts';

/** ConfigMaps and Secrets that the pods of an object use, as `ConfigMap/shop-config`: mounted, or as variables. */
export function configurationOf(object: unknown): readonly string[] {
  return podSpecsIn(object).flatMap((pod) => {
    const volumes = listIn(pod, 'volumes');
    const sources = volumes.flatMap((volume) => listIn(volume['projected'], 'sources'));
    const containers = ['containers', 'initContainers'].flatMap((key) => listIn(pod, key));
    const env = containers.flatMap((container) => listIn(container, 'env')).map((one) => one['valueFrom']);
    const envFrom = containers.flatMap((container) => listIn(container, 'envFrom'));
    return [
      ...[...volumes, ...sources].flatMap((one) => [
        ...named('ConfigMap', one['configMap'], 'name'),
        ...named('Secret', one['secret'], 'secretName'),
        ...named('Secret', one['secret'], 'name'),
      ]),
      ...envFrom.flatMap((one) => [...named('ConfigMap', one['configMapRef'], 'name'), ...named('Secret', one['secretRef'], 'name')]),
      ...env
        .filter(isMapping)
        .flatMap((one) => [...named('ConfigMap', one['configMapKeyRef'], 'name'), ...named('Secret', one['secretKeyRef'], 'name')]),
    ];
  });
}

/** The same of any object, with what else it calls by its name: the certificate of an Ingress, the registry of a ServiceAccount. */
export function usedBy(object: unknown): readonly string[] {
  return [...configurationOf(object), ...secretsIn(object)];
}

function secretsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(secretsIn);
  if (!isMapping(part)) return [];
  const pull = listIn(part, 'imagePullSecrets').flatMap((one) => named('Secret', one, 'name'));
  return [...named('Secret', part, 'secretName'), ...pull, ...Object.values(part).flatMap(secretsIn)];
}

function named(kind: string, holder: unknown, key: string): readonly string[] {
  const name = isMapping(holder) ? holder[key] : undefined;
  return typeof name === 'string' ? [`${kind}/${name}`] : [];
}

function listIn(holder: unknown, key: string): readonly Mapping[] {
  const value = isMapping(holder) ? holder[key] : undefined;
  return Array.isArray(value) ? value.filter(isMapping) : [];
}
