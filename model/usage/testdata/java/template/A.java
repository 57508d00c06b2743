public class A {
  private static final String SLACK_API = "https://slack.com/api/%s";
  private String call(String method, Map<String, String> body) {
    return http.post(String.format(SLACK_API, method), body);
  }
  void go() {
    call("users.list", Map.of()); // want: users.list
    call(METHOD_POST, null); // want: chat.postMessage
  }
  private static final String METHOD_POST = "chat.postMessage";
}
