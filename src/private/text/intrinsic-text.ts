/**
 * What is known at synthesis of a value that CloudFormation puts together, such as an ARN. What only the deployment knows stands in it as
 * `${Name}`, so that a reader of an error recognizes it.
 *
 * @param value as it is in the template, without tokens
 * @param show what stands for a name that only the deployment knows; the name of an escape of `Fn::Sub`, `${!Name}`, starts with `!`
 */
export function intrinsicText(value: unknown, show = (name: string): string => `\${${name}}`): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const textOf = (part: unknown) => intrinsicText(part, show);
  const [[name, argument] = []] = Object.entries(value as Record<string, any>);
  if (name === 'Ref') return show(String(argument));
  if (name === 'Fn::GetAtt') return show([argument].flat().join('.'));
  if (name === 'Fn::Join' && Array.isArray(argument[1])) return argument[1].map(textOf).join(argument[0]);
  if (name === 'Fn::Sub') {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return template.replace(/\$\{([^}]+)\}/g, (_: string, variable: string) => variable in variables ? textOf(variables[variable]) : show(variable));
  }
  return show(String(name));
}

/** Whether a text holds something that only the deployment knows. */
export function isPartlyUnknown(text: string): boolean {
  return text.includes('${');
}
