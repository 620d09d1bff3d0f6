package dev.syslab.subject.host;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the contract and the subject from their folders. The folders are not on the class path,
 * because a JVM with folders there starts without its archive. The loader searches the folders
 * first: otherwise some seventy libraries would have to be opened to find out that none of them
 * contains a lab's class. Calls to the system clock and environment go through {@link Redirection}.
 */
final class LabLoader extends URLClassLoader {
  private static final String OWN = "dev.syslab.subject.";

  private final List<Path> folders;

  private LabLoader(List<Path> folders, URL[] urls) {
    super(urls, LabLoader.class.getClassLoader());
    this.folders = folders;
  }

  /**
   * @param joined folders, separated as on a class path; if there are none, the program's own
   *     loader is used
   */
  static ClassLoader of(String joined) throws MalformedURLException {
    List<Path> folders = new ArrayList<>();
    List<URL> urls = new ArrayList<>();
    for (String folder : joined.split(File.pathSeparator)) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
        urls.add(Path.of(folder).toUri().toURL());
      }
    }
    return folders.isEmpty()
        ? LabLoader.class.getClassLoader()
        : new LabLoader(folders, urls.toArray(URL[]::new));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      return isHere(name) ? findClass(name) : super.loadClass(name, resolve);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    for (Path folder : folders) {
      Path found = folder.resolve(file);
      if (Files.exists(found)) {
        try {
          byte[] bytes = Redirection.of(Files.readAllBytes(found));
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
    throw new ClassNotFoundException(name);
  }

  private boolean isHere(String name) {
    if (name.startsWith("java.") || name.startsWith(OWN)) {
      return false;
    }
    String file = name.replace('.', '/') + ".class";
    return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(file)));
  }
}
