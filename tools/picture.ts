import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from '../src';

/**
 * Draws `docs/images/baseline.svg`, what the default stack creates, from its construct tree and its template. Run it as
 * `npx tsx tools/picture.ts`. A test fails when the picture is stale.
 */
const FILE = join(__dirname, '..', 'docs', 'images', 'baseline.svg');

const COLUMN_WIDTH = 238;
const GAP = 24;
const MARGIN = 20;
const TOP = 74;
const LINE = 19;

/** A box of the picture: one resource, and what belongs to it. */
export interface Card {
  readonly title: string;
  readonly kind: string;
  readonly lines: string[];
  /** The resources that this box stands for. */
  readonly logicalIds: string[];
}

/** The columns of the picture, from left to right. */
export type Columns = Record<string, Card[]>;

/** What a role or a group may become, by the titles of two boxes. */
type Arrow = [from: string, to: string];

/** A stack as the picture sees it. */
export class Scene {
  private readonly resources: Record<string, any>;
  private readonly names = new Map<string, string>();

  constructor(stack: Stack) {
    for (const construct of stack.node.findAll()) {
      if (CfnResource.isCfnResource(construct)) this.names.set(stack.resolve(construct.logicalId), nameOf(construct));
    }
    this.resources = (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template.Resources;
  }

  public get columns(): Columns {
    return {
      Policies: this.cards('AWS::IAM::ManagedPolicy', 'customer-managed policy', (resource) => statements(resource.PolicyDocument.Statement)),
      Groups: this.cards('AWS::IAM::Group', 'group', (resource) => this.policies(resource)),
      Roles: this.cards('AWS::IAM::Role', 'role', (resource, id) => [...this.policies(resource), ...this.profiles(id)]),
      Account: [...this.settings(), ...this.functions()],
    };
  }

  /** From each group to the roles that its policies let it assume. */
  public get arrows(): Arrow[] {
    return this.of('AWS::IAM::Group').flatMap(([id, { Properties }]) => Properties.ManagedPolicyArns
      .flatMap((arn: any) => this.resources[arn.Ref]?.Properties.PolicyDocument.Statement ?? [])
      .filter((statement: any) => statement.Effect === 'Allow' && [statement.Action].flat().includes('sts:AssumeRole'))
      .flatMap((statement: any) => [statement.Resource].flat())
      .map((resource: any) => resource['Fn::GetAtt']?.[0])
      .filter((role: string) => role !== undefined)
      .map((role: string): Arrow => [this.title(id), this.title(role)]));
  }

  public get size(): number {
    return Object.keys(this.resources).length;
  }

  public get resourceIds(): string[] {
    return Object.keys(this.resources);
  }

  private of(type: string): [string, any][] {
    return Object.entries(this.resources).filter(([, resource]) => resource.Type === type);
  }

  private cards(type: string, kind: string, lines: (properties: any, id: string) => string[]): Card[] {
    return this.of(type).map(([id, { Properties }]) => ({
      title: this.title(id),
      kind,
      lines: lines(Properties, id),
      logicalIds: [id, ...this.of('AWS::IAM::InstanceProfile')
        .filter(([, profile]) => profile.Properties.Roles[0].Ref === id).map(([profile]) => profile)],
    }));
  }

  private title(id: string): string {
    const { GroupName, RoleName } = this.resources[id].Properties;
    return GroupName ?? RoleName ?? this.names.get(id);
  }

  /** Those that a group or role names, and those that name it. */
  private policies({ ManagedPolicyArns = [] }: any): string[] {
    return ManagedPolicyArns.map((arn: any) => arn.Ref ? this.title(arn.Ref) : `${arn['Fn::Sub'].split('/').pop()} (AWS)`);
  }

  private profiles(role: string): string[] {
    const named = this.of('AWS::IAM::ManagedPolicy').filter(([, policy]) => policy.Properties.Roles?.some((other: any) => other.Ref === role));
    const profiles = this.of('AWS::IAM::InstanceProfile').filter(([, profile]) => profile.Properties.Roles[0].Ref === role);
    return [...named.map(([id]) => this.title(id)), ...profiles.map(() => 'instance profile')];
  }

  private settings(): Card[] {
    return Object.entries(this.resources).filter(([, { Type }]) => Type.startsWith('Custom::')).map(([id, { Properties }]) => ({
      title: this.title(id),
      kind: 'setting of the account',
      lines: Object.entries(Properties).filter(([name]) => !['ServiceToken', 'ServiceTimeout', 'Setting', 'OnExisting'].includes(name))
        .map(([name, value]) => value === true ? words(name) : `${words(name)}: ${value}`),
      logicalIds: [id],
    }));
  }

  private functions(): Card[] {
    return this.of('AWS::Lambda::Function').map(([id, { Properties }]) => {
      const logs = this.of('AWS::Logs::LogGroup').filter(([log]) => Properties.LoggingConfig?.LogGroup?.Ref === log);
      const invoke = this.of('AWS::Lambda::EventInvokeConfig').filter(([, config]) => config.Properties.FunctionName.Ref === id);
      return {
        title: this.title(id),
        kind: 'Lambda function',
        lines: [
          `${Properties.Runtime}, ${Properties.MemorySize} MB`,
          'code in the template',
          ...logs.map(([, log]) => `log, kept for ${log.Properties.RetentionInDays} days`),
          ...invoke.map(([, config]) => `drops events after ${config.Properties.MaximumEventAgeInSeconds} s`),
        ],
        logicalIds: [id, ...logs.map(([log]) => log), ...invoke.map(([config]) => config)],
      };
    });
  }
}

/** The id of the construct that a person wrote, not that of the resource which every L2 hides behind. */
function nameOf(resource: CfnResource): string {
  const path = resource.node.path.split('/').slice(1).filter((id) => !['Baseline', 'Resource', 'Default', 'Function'].includes(id));
  return path.join(' ');
}

function statements(list: any[]): string[] {
  return (['Allow', 'Deny'] as const).map((effect) => [effect, list.filter(({ Effect }) => Effect === effect).length] as const)
    .filter(([, count]) => count > 0).map(([effect, count]) => `${effect === 'Allow' ? 'allows' : 'denies'}: ${count} statement${count > 1 ? 's' : ''}`);
}

/** `MinimumPasswordLength` as words. */
function words(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** In lines of a length that fits, at a blank if there is one, else before a capital letter. */
export function wrap(text: string, length: number): string[] {
  if (text.length <= length) return [text];
  const blank = text.lastIndexOf(' ', length);
  const capital = [...text.slice(0, length + 1).matchAll(/(?<=[a-z0-9])[A-Z]/g)].pop()?.index ?? length;
  const end = blank > 0 ? blank : capital;
  return [text.slice(0, end), ...wrap(text.slice(end).trimStart(), length)];
}

/** The lines of a box, each with the class it is drawn in. */
function linesOf(card: Card): [css: string, line: string][] {
  const wrapped = (css: string, text: string, length: number) => wrap(text, length).map((line): [string, string] => [css, line]);
  return [...wrapped('title text', card.title, 24), ...wrapped('faint', card.kind, 29), ...card.lines.flatMap((line) => wrapped('text', line, 28))];
}

const heightOf = (card: Card) => linesOf(card).length * LINE + 13;

const COLORS: [name: string, light: string, dark: string][] = [
  ['page', '#ffffff', '#0d1117'], ['card', '#f6f8fa', '#161b22'], ['text', '#1f2328', '#e6edf3'], ['faint', '#59636e', '#9198a1'],
];
const ACCENTS = ['#8250df', '#1a7f37', '#0969da', '#bc4c00'];

function style(): string {
  const rules = (index: 1 | 2) => COLORS.map((color) => `.${color[0]}{fill:${color[index]}}`).join('');
  return 'text{font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;font-size:13px}'
    + `.title{font-weight:600;font-size:14px}.heading{font-weight:600;font-size:17px}${rules(1)}`
    + '.arrow{fill:none;stroke:#1a7f37;stroke-width:1.6}.tip{fill:#1a7f37}'
    + `@media (prefers-color-scheme:dark){${rules(2)}.arrow{stroke:#3fb950}.tip{fill:#3fb950}}`;
}

/** The picture of a stack. */
export function picture(stack: Stack): string {
  const scene = new Scene(stack);
  const columns = Object.entries(scene.columns);
  const body: string[] = [];
  const places = new Map<string, { x: number; y: number }>();
  let bottom = 0;
  columns.forEach(([heading, cards], column) => {
    const x = MARGIN + column * (COLUMN_WIDTH + GAP);
    let y = TOP;
    body.push(`<text class="heading text" x="${x}" y="${TOP - 14}">${heading}</text>`);
    for (const card of cards) {
      const height = heightOf(card);
      places.set(`${heading} ${card.title}`, { x, y });
      body.push(
        `<rect class="card" x="${x}" y="${y}" width="${COLUMN_WIDTH}" height="${height}" rx="6"/>`,
        `<rect x="${x}" y="${y}" width="4" height="${height}" rx="2" fill="${ACCENTS[column]}"/>`,
        ...linesOf(card).map(([css, line], index) => `<text class="${css}" x="${x + 14}" y="${y + 21 + index * LINE}">${escape(line)}</text>`),
      );
      y += height + 12;
    }
    bottom = Math.max(bottom, y);
  });
  for (const [from, to] of scene.arrows) {
    const [start, end] = [places.get(`Groups ${from}`)!, places.get(`Roles ${to}`)!];
    const [x1, y1, x2, y2] = [start.x + COLUMN_WIDTH, start.y + 16, end.x, end.y + 16];
    body.push(
      `<path class="arrow" d="M${x1} ${y1}C${x1 + GAP} ${y1} ${x2 - GAP} ${y2} ${x2 - 6} ${y2}"/>`,
      `<path class="tip" d="M${x2 - 8} ${y2 - 5}L${x2 - 1} ${y2}L${x2 - 8} ${y2 + 5}Z"/>`,
    );
  }
  const width = 2 * MARGIN + columns.length * COLUMN_WIDTH + (columns.length - 1) * GAP;
  const height = bottom + 22;
  const caption = `${scene.size} resources, no bucket, no assets. An arrow: members may assume the role, with MFA.`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>What the default baseline creates</title>
<style>${style()}</style>
<rect class="page" width="${width}" height="${height}" rx="8"/>
<text class="faint" x="${MARGIN}" y="28">${caption}</text>
${body.join('\n')}
</svg>
`;
}

/** The picture of the default stack. */
export function baselinePicture(): string {
  return picture(new SecureAccountBaselineStack(new App({ analyticsReporting: false }), 'account-baseline'));
}

if (require.main === module) {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, baselinePicture());
}
