use reqwest::Client;
const SLACK_API: &str = "https://slack.com/api";
const POST: &str = "https://slack.com/api/chat.postMessage"; // want: chat.postMessage
struct Slack { http: Client }
impl Slack {
    async fn a(&self) {
        self.http.post(POST).json(&x).send().await?;
        self.http.get(format!("{}/users.list", SLACK_API)).send().await?; // want: users.list
        self.http.get(format!("{SLACK_API}/users.info")).send().await?; // want: users.info
        self.http.get(format!("{}/{}", SLACK_API, "team.info")).send().await?; // want: team.info
        self.call("pins.add", &x).await?; // want: pins.add
        self.post("reactions.add", json!({})).await?; // want: reactions.add
        self.post(&format!("{}", "x"), y).await?;
        let url = Url::parse(SLACK_API)?.join("views.open")?; // want: views.open
        let url = SLACK_API.to_owned() + "/emoji.list"; // want: emoji.list
        let url = [SLACK_API, "dnd.info"].join("/"); // want: dnd.info
        let url = concat!("https://slack.com/api/", "auth.test"); // want: auth.test
        self.get::<Reply>("conversations.history", &[]).await?; // want: conversations.history
        self.run(Method::Open).await?; // want: conversations.open
    }
    async fn call(&self, method: &str, x: &X) -> R { self.http.post(&format!("{}/{}", SLACK_API, method)).send().await }
    async fn post(&self, method: &str, x: Value) -> R {
        let url = format!("{SLACK_API}/{method}");
        self.http.post(url).send().await
    }
    async fn get<T: Des>(&self, endpoint: &str, q: &[(&str, &str)]) -> Result<T> {
        self.http.get(format!("{}/{}", SLACK_API, endpoint)).send().await
    }
    async fn run(&self, m: Method) -> R { self.call(m.name(), &x).await }
}
enum Method { Open }
impl Method { fn name(&self) -> &'static str { match self { Method::Open => "conversations.open" } } }
