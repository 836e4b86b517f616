# The test images: one static program each, packed here, as nothing can be pulled. Every tag is a version that behaves in its own way.

# tag, what the container is started with, its environment; the readme of the tests names them
images() {
  echo 'pause:1||'
  echo 'echo:v1||VERSION=v1'
  echo 'echo:v2||VERSION=v2'
  echo 'echo:v3||VERSION=v3'
  echo 'echo:unready||VERSION=unready,READY_AFTER=24h'
  echo 'echo:broken||VERSION=broken,FAIL_RATE=1'
  echo 'echo:crash|exit,1|VERSION=crash'
}

json_list() { # A,B -> "A","B"
  local item list=()
  for item in ${1//,/ }; do list+=("\"$item\""); done
  (IFS=, && echo "${list[*]}")
}

# blob FOLDER: keeps standard input as a blob of the archive; prints its digest and size as JSON members.
blob() {
  local folder=$1/blobs/sha256 digest
  cat >"$folder/new"
  digest=$(sha256sum <"$folder/new" | cut -d' ' -f1)
  mv "$folder/new" "$folder/$digest"
  printf '"digest":"sha256:%s","size":%d' "$digest" "$(stat -c %s "$folder/$digest")"
}

# archive: writes all images to standard output, as one archive in the layout of the Open Container Initiative.
archive() {
  local folder arch name arguments environment layer diff config manifest manifests=()
  folder=$(mktemp -d)
  arch=$(goarch)
  mkdir -p "$folder/blobs/sha256" "$folder/root"
  cp "$bin/echo" "$folder/root/echo"
  ln -s echo "$folder/root/pause"
  layer=$(tar --sort=name --owner=0 --group=0 --mtime=@0 -C "$folder/root" -cf - . | blob "$folder")
  diff=$(sed 's/.*"sha256:\([0-9a-f]*\)".*/\1/' <<<"$layer")
  while IFS='|' read -r name arguments environment; do
    config=$(printf '{"architecture":"%s","os":"linux","config":{"Entrypoint":["/%s"],"Cmd":[%s],"Env":[%s]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
      "$arch" "${name%:*}" "$(json_list "$arguments")" "$(json_list "PATH=/,$environment")" "$diff" | blob "$folder")
    manifest=$(printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",%s}]}' \
      "$config" "$layer" | blob "$folder")
    manifests+=("$(printf '{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,"platform":{"architecture":"%s","os":"linux"},"annotations":{"io.containerd.image.name":"sluice.test/%s"}}' \
      "$manifest" "$arch" "$name")")
  done < <(images)
  (IFS=, && printf '{"schemaVersion":2,"manifests":[%s]}' "${manifests[*]}") >"$folder/index.json"
  echo '{"imageLayoutVersion":"1.0.0"}' >"$folder/oci-layout"
  tar -C "$folder" -cf - oci-layout index.json blobs
  rm -rf "$folder"
}
