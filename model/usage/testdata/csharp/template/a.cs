public class Slack {
  private const string Api = "https://slack.com/api/{0}";
  string Call(string method) {
    var url = string.Format(Api, method);
    return new WebClient().DownloadString(url);
  }
  void Go() {
    Call("users.list"); // want: users.list
    Call(method: "pins.list"); // want: pins.list
  }
}
