package example

class SlackConnector(config: Config) {
  private val slackApiUrl = config.get[String]("slack.apiUrl")

  def post(body: JsValue) =
    client.post(url"$slackApiUrl/chat.postMessage").execute(body) // want: chat.postMessage
}
