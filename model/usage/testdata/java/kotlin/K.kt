package example

import com.slack.api.Slack
import io.ktor.client.*

class K(private val http: HttpClient, private val token: String) {
    private val slack = Slack.getInstance()
    private val methods by lazy { slack.methods(token) }

    suspend fun a() {
        methods.chatPostMessage { it.channel("C") } // want: chat.postMessage
        http.post("https://slack.com/api/chat.update") { } // want: chat.update
        http.get("$BASE/users.list") // want: users.list
        http.get("${BASE}/users.info") { parameter("user", "U") } // want: users.info
        http.post { url("$BASE/reactions.add") } // want: reactions.add
        call("conversations.list") // want: conversations.list
    }

    private suspend fun call(method: String) = http.post("$BASE/$method")

    companion object { private const val BASE = "https://slack.com/api" }
}
