/** An error that the contract declares; its type is the simple name of the contract's exception. */
export class ContractError extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
    this.type = type;
  }
}

/** Redis was not heard in time, or is away. */
export class Silent extends Error {}

export const badConfiguration = (message) => new ContractError('BadConfigurationException', message);
export const badClient = (message) => new ContractError('BadClientException', message);
export const badCost = (message) => new ContractError('BadCostException', message);
export const unknownRoute = (message) => new ContractError('UnknownRouteException', message);
export const unavailable = (message) => new ContractError('UnavailableException', message);
