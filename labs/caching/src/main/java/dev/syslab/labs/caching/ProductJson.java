package dev.syslab.labs.caching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Converts a product to text for a cache, and back. Provided; do not edit. */
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
   * @throws IllegalArgumentException if the text was not produced by {@link #encode}
   */
  public static Product decode(String text) {
    try {
      return JSON.readValue(text, Product.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a product: " + text, e);
    }
  }
}
