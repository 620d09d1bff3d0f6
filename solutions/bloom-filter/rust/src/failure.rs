//! How a call that does not return ends.

/// The simple names are those of the contract's exceptions.
#[derive(Debug)]
pub enum Failure {
    IllegalArgument(String),
    IllegalState(String),
    Unavailable(String),
    NotImplemented { stage: u32, message: &'static str },
    /// A mistake of this program, or a command that Redis refuses.
    Unexpected(String),
}

pub type Outcome<T> = Result<T, Failure>;

pub fn illegal_argument<T>(message: impl Into<String>) -> Outcome<T> {
    Err(Failure::IllegalArgument(message.into()))
}

pub fn illegal_state<T>(message: impl Into<String>) -> Outcome<T> {
    Err(Failure::IllegalState(message.into()))
}
