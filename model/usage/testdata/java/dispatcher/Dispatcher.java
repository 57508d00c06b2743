package com.example.dispatcher;

class Dispatcher {
    private static final String API = "https://slack.com/api/";

    enum Call {
        REACT("reactions.add"),
        PIN("pins.add");
        final String method;
        Call(String method) { this.method = method; }
    }

    String deliver(String body) { return transmit("chat.meMessage", body); } // want: chat.meMessage

    String react(String body) {
        log.info("emoji.list");
        if (names.contains("users.list")) { throw new IllegalStateException("team.info"); }
        return transmit(Call.REACT.method, body); // want: reactions.add
    }

    private String transmit(String method, String body) { return http.post(API + method, body); }
}

interface Web {
    @POST("api/views.publish") // want: views.publish
    Reply publish(@Body View view);
}
