/** What the bundle says of its classes: the modules that have classes import this. `PACKAGE` and `VERSION` stand for texts of package.json. */
declare const PACKAGE: string;
declare const VERSION: string;

/** Gives a class of ours the name that it has in the sources. */
export function __ownClass(type: object, name: string): void {
  Object.defineProperty(type, 'name', { value: name, configurable: true });
}

/** The same for a class that other languages know, which jsii finds by this mark. */
export function __publicClass(type: object, name: string): void {
  __ownClass(type, name);
  Object.defineProperty(type, Symbol.for('jsii.rtti'), { value: { fqn: `${PACKAGE}.${name}`, version: VERSION }, configurable: true, enumerable: true, writable: true });
}
