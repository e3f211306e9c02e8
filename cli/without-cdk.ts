/**
 * Stands for aws-cdk-lib and constructs in the bundled command, which reads templates, where there are no constructs and no tokens. What is
 * not here is used only by code that makes or reads constructs, which the command never calls.
 */

export class Token {
  public static isUnresolved(): boolean {
    return false;
  }
}

/** Nothing in a template is one. */
export class Duration {}

/** Nothing in a template is one. */
export class Construct {
  public static isConstruct(): boolean {
    return false;
  }
}

export class CfnResource {}
export class Stack {}
export class Stage {}
export class RegionInfo {}
export class PolicyDocument {}
export class PolicyStatement {}
export const Effect = {};
