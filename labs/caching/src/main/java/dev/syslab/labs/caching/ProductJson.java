package dev.syslab.labs.caching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A product as text, such as a cache holds it. Given; not to be edited. */
public final class ProductJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProductJson() {}

  public static String encode(Product product) {
    try {
      return JSON.writeValueAsString(product);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not what {@link #encode} makes
   */
  public static Product decode(String text) {
    try {
      return JSON.readValue(text, Product.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no product: " + text, e);
    }
  }
}
