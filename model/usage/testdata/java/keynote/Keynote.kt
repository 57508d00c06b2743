package example

class Keynote(private val slackClient: SlackClient, private val github: GithubClient) {
    fun greet(token: String) {
        slackClient.chat().postMessage(token) // want: chat.postMessage
        this.slackClient.users() // want: users.info
            .info(token)
        slackClient.conversation().open(token) // want: conversations.open
        github.users().list(token)
    }
}
