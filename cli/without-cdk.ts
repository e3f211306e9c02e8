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

/** A duration in whole days, which the standards of password policies hold. */
class Days extends NothingIsOne {
  public static days(amount: number): Days {
    return new Days(amount);
  }

  private constructor(private readonly amount: number) {
    super();
  }

  public isUnresolved(): boolean {
    return false;
  }

  public toDays(): number {
    return this.amount;
  }

  public toMilliseconds(): number {
    return this.amount * 86_400_000;
  }
}

export = { Construct: NothingIsOne, Duration: Days, Token: NothingIsOne };
