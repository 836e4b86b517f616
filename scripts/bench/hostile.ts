import { atMost, beside, type Part } from './figure.ts';
import { fuzz } from './fuzz.ts';

const CASES = 20_000;

/** Service files, inputs, answers of HAProxy and journals that nobody meant: how many of them end otherwise than with a message. */
export const hostile: Part = async ({ say }) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const { cases, broken } = await fuzz(CASES, seed);
  for (const what of broken.slice(0, 20)) say(what);
  return [
    beside(`hostile files, inputs, answers and journals (seed ${seed})`, cases, 'cases'),
    atMost('… that crash, hang or write', broken.length, '', 0),
  ];
};
