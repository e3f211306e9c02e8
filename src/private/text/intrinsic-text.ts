/**
 * What is known at synthesis of a value that CloudFormation puts together, such as an ARN. What only the deployment knows stands in it as
 * `${Name}`, so that a reader of an error recognizes it.
 *
 * @param value as it is in the template, without tokens
 */
export function intrinsicText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument] = []] = Object.entries(value as Record<string, any>);
  if (name === 'Ref') return `\${${argument}}`;
  if (name === 'Fn::GetAtt') return `\${${[argument].flat().join('.')}}`;
  if (name === 'Fn::Join' && Array.isArray(argument[1])) return argument[1].map(intrinsicText).join(argument[0]);
  if (name === 'Fn::Sub') {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return template.replace(/\$\{([^!}][^}]*)\}/g, (whole: string, variable: string) => variable in variables ? intrinsicText(variables[variable]) : whole);
  }
  return `\${${name}}`;
}

/** Whether a text holds something that only the deployment knows. */
export function isPartlyUnknown(text: string): boolean {
  return text.includes('${');
}
