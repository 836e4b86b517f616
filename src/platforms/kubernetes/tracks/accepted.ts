import { Refused } from '../../../ports/reason.ts';
import { ApiError } from '../api/api.ts';

/** What a write gave; `Refused` where the API server does not accept it, and would not the next time. */
export async function accepted<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ApiError) throw new Refused('update-failed', error.message, { cause: error });
    throw error;
  }
}
