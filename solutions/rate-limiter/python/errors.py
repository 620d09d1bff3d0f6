"""What can go wrong; the contract's errors carry the simple names of its exceptions."""


class ContractError(Exception):
    def __init__(self, kind: str, message: str):
        super().__init__(message)
        self.kind = kind


class Silent(Exception):
    """Redis was not heard in time, or is away."""


def bad_configuration(message: str) -> ContractError:
    return ContractError("BadConfigurationException", message)


def bad_client(message: str) -> ContractError:
    return ContractError("BadClientException", message)


def bad_cost(message: str) -> ContractError:
    return ContractError("BadCostException", message)


def unknown_route(message: str) -> ContractError:
    return ContractError("UnknownRouteException", message)


def unavailable(message: str) -> ContractError:
    return ContractError("UnavailableException", message)
