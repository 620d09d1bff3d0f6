/** An error that the contract declares: the judge is told its type, and may expect it. */
export class ContractError extends Error {
  /** @param type the error's name in the contract, such as NameTakenException */
  constructor(type, message) {
    super(message);
    this.type = type;
  }
}

/** A method that this catalogue does not have, and the stage whose goal it is. */
export class NotImplemented extends Error {
  constructor(stage, message) {
    super(message);
    this.stage = stage;
  }
}
