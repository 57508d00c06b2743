package com.example.oncall

import com.slack.api.Slack
import com.slack.api.methods.MethodsClient

class Rota(private val client: MethodsClient, private val store: Store) {
    fun publish() {
        client.viewsPublish { it.userId("U1") } // want: views.publish
        client.chatScheduleMessage { it.channel("C1") } // want: chat.scheduleMessage
        client?.usersGetPresence { it.user("U1") } // want: users.getPresence
        val text = """
            client.chatDelete { } "quoted"
        """
        client.bookmarksList { it.channelId("C1") } // want: bookmarks.list
        store.usersList()
        store.pinsList { }
        println(text)
    }

    /* client.starsList { } */
    fun upload() = Slack.getInstance().methods("t").filesUploadV2 { it.title("rota") } // want: files.getUploadURLExternal files.completeUploadExternal
}
