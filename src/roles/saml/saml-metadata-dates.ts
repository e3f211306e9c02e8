import { Duration } from 'aws-cdk-lib';
import { Refusal } from './saml-metadata-xml';

const DURATION = /^P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
/** The length of years, months, days, hours, minutes and seconds, in seconds. */
const SECONDS = [365 * 86_400, 30 * 86_400, 86_400, 3_600, 60, 1];

/** Parses an attribute of the type `xs:dateTime`; undefined if there is none. */
export function parseDateTime(attribute: string, text: string | undefined, refuse: Refusal): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text.trim());
  if (!/^\d{4}-\d\d-\d\dT/.test(text.trim()) || Number.isNaN(date.getTime())) throw refuse(`its ${attribute} is '${text}', and ${attribute} is a date and time of XML Schema`);
  return date;
}

/** Parses an attribute of the type `xs:duration`, with years of 365 days and months of 30; undefined if there is none. */
export function parseDuration(attribute: string, text: string | undefined, refuse: Refusal): Duration | undefined {
  if (text === undefined) return undefined;
  const parts = DURATION.exec(text.trim());
  if (!parts) throw refuse(`its ${attribute} is '${text}', and ${attribute} is a duration of XML Schema, such as PT24H`);
  return Duration.seconds(Math.round(SECONDS.reduce((sum, seconds, at) => sum + seconds * Number(parts[at + 1] ?? 0), 0)));
}
