/**
 * How many steps CloudFormation takes one after the other to create the resources of a template: it creates all at once that wait for
 * nothing, then those that wait for these alone, and so on.
 *
 * @throws if resources wait for each other in a circle
 */
export function wavesOf(template: { Resources: Record<string, object> }): string[][] {
  const waiting = new Map(Object.entries(template.Resources).map(([id, resource]) => [id, neededBy(resource, template.Resources)]));
  const waves: string[][] = [];
  const made = new Set<string>();
  while (made.size < waiting.size) {
    const next = [...waiting].filter(([id, needed]) => !made.has(id) && [...needed].every((other) => made.has(other))).map(([id]) => id);
    if (next.length === 0) throw new Error(`Resources wait for each other: ${[...waiting.keys()].filter((id) => !made.has(id)).join(', ')}`);
    next.forEach((id) => made.add(id));
    waves.push(next);
  }
  return waves;
}

/** The resources that a value refers to, or depends on, in any depth. */
function neededBy(value: unknown, resources: Record<string, object>, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') for (const [, id] of value.matchAll(/\$\{([^.}!]+)/g)) add(id);
  if (typeof value !== 'object' || value === null) return found;
  if (Array.isArray(value)) {value.forEach((item) => neededBy(item, resources, found));} else {
    for (const [key, part] of Object.entries(value)) {
      if (key === 'Ref') add(part);
      else if (key === 'Fn::GetAtt') add([part].flat()[0].split('.')[0]);
      else if (key === 'DependsOn') [part].flat().forEach(add);
      else neededBy(part, resources, found);
    }
  }
  return found;

  function add(id: string): void {
    if (Object.hasOwn(resources, id)) found.add(id);
  }
}
