/**
 * Stands for aws-cdk-lib and constructs in the bundled command, which reads templates: there, nothing is a token, a duration or a construct.
 * What is not here is undefined in the bundle, and used only by code that makes or reads constructs, which the command never calls.
 */
class NothingIsOne {
  public static isConstruct(): boolean {
    return false;
  }

  public static isUnresolved(): boolean {
    return false;
  }
}

export = { Construct: NothingIsOne, Duration: NothingIsOne, Token: NothingIsOne };
