import { TemplateResource } from './template-resources';
import { invalid } from '../../private/errors';
import { parsePolicy } from '../policy/parse-policy';
import { isObject } from '../policy/written';

/**
 * The resources of a synthesized template.
 *
 * @param property how an error names the template
 * @param template tells it from other templates, whose logical ids may be the same
 * @throws InvalidInputError if the text is no JSON, with the position, or no template
 */
export function readTemplate(property: string, text: string, template = ''): TemplateResource[] {
  const { Resources } = parsePolicy(property, text) ?? {};
  if (!isObject(Resources)) throw invalid(property, text.slice(0, 100), 'it has no Resources: give the text of a template of CloudFormation');
  return Object.entries(Resources).map(([id, resource]) => {
    const { Type, Properties = {} } = isObject(resource) ? resource : {};
    if (typeof Type !== 'string' || !isObject(Properties)) throw invalid(`${property}, ${id}`, resource, 'a resource is an object with Type and Properties');
    return { template, id, type: Type, properties: Properties };
  });
}
