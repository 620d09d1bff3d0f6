package dev.syslab.labs.sharding;

/**
 * Customers' money. An account is in the database that the map names for its customer; customers
 * and transfer ids are keys.
 */
public interface Accounts {

  /** The highest amount of a deposit or a transfer, in cents. */
  long MOST_AMOUNT = 1_000_000_000_000_000L;

  /**
   * Adds to an account, whose balance is initially 0.
   *
   * @param cents 1 to {@value #MOST_AMOUNT}
   */
  void deposit(String customer, long cents) throws UnavailableException;

  /** The account's balance. */
  long balance(String customer) throws UnavailableException;

  /**
   * Takes cents from one account and adds them to another one, which may be in another database.
   * When it returns, both balances show that. Transfers in opposite directions do not stop each
   * other.
   *
   * @param id names the transfer: however often this is called with the same arguments, the cents
   *     move once. Reusing an id with other arguments is unspecified.
   * @param sender a customer other than the receiver
   * @param cents 1 to {@value #MOST_AMOUNT}
   * @throws InsufficientException if the sender has less, and the transfer has not been made.
   *     Nothing moves then, and a later call may succeed.
   * @throws UnavailableException the transfer will have been made as a whole or not at all when
   *     {@link #recover} has returned
   */
  void transfer(String id, String sender, String receiver, long cents)
      throws InsufficientException, UnavailableException;

  /**
   * Settles what processes that died have left unfinished: when it returns, each of their transfers
   * has been made as a whole or not at all, and none blocks another. Other processes' transfers may
   * run at the same time, and their results remain true. Prepared transactions that {@link
   * #transfer} has not made are left alone.
   */
  void recover() throws UnavailableException;
}
