import com.slack.api.bolt.App
import com.slack.api.bolt.socket_mode.SocketModeApp
fun main() {
    val app = App()
    app.command("/x") { req, ctx ->
        ctx.client().viewsOpen { it.triggerId(ctx.triggerId) } // want: views.open
        val res = ctx.client().usersInfo { r -> r.user("U") } // want: users.info
        ctx.say { it.text("x") } // want: chat.postMessage
        ctx.ack()
    }
    val slack = Slack.getInstance()
    slack.methods(token).run {
        chatPostMessage { it.channel("C") } // want: chat.postMessage
    }
    with(slack.methods(token)) {
        conversationsList { it } // want: conversations.list
    }
    client?.conversationsMembers { it.channel("C") } // want: conversations.members
    val response = methods.reactionsAdd(ReactionsAddRequest.builder().build()) // want: reactions.add
    SocketModeApp(app).start() // want: apps.connections.open
}
