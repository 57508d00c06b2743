package com.example.oncall;

class Raw {
    static final String API = "https://slack.com/api/";

    void raw(Http http) {
        http.post("https://slack.com/api/team.info"); // want: team.info
        http.post(API + "dnd.setSnooze"); // want: dnd.setSnooze
        /* http.post("https://slack.com/api/dnd.endSnooze"); */
        http.get("https://example.com/api/users.list");
    }
}
