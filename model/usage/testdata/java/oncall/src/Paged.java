package com.example.oncall;

import com.slack.api.methods.MethodsClient;

class Paged {
    void all(MethodsClient client, Roster roster, Http http) {
        each(MethodsClient::conversationsList); // want: conversations.list
        each(client::usersConversations); // want: users.conversations
        http.base("https://slack.com/api").post().uri("/users.setPresence"); // want: users.setPresence
        each(roster::usersList);
        http.header("/team.info");
        String chatDelete = Roster.class.getName();
    }
}
