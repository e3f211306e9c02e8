/** A policy may hold one value where it can hold several. */
export function list(value: any): any[] {
  return [value ?? []].flat();
}
