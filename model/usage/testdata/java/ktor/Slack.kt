package com.x
class SlackClient(private val http: HttpClient) {
    private val base = "https://slack.com/api"
    private suspend inline fun <reified T> call(method: String, body: Any): T =
        http.post("$base/$method") { setBody(body) }.body()
    suspend fun post() = call<Post>("chat.postMessage", Msg()) // want: chat.postMessage
    suspend fun list(): Users = http.get("$base/users.list").body() // want: users.list
    suspend fun info(u: String) = http.get("https://slack.com/api/users.info") { parameter("user", u) } // want: users.info
    suspend fun hist() {
        http.get {
            url { protocol = URLProtocol.HTTPS; host = "slack.com"; path("api", "conversations.history") }
        }
    }
}
