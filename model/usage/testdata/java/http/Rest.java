package example;

import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

@Service
public class SlackRest {
    private static final String SLACK_API = "https://slack.com/api/";
    private static final String USERS = SLACK_API + "users.list"; // want: users.list
    private static final String INFO_METHOD = "users.info";
    private final RestTemplate rest = new RestTemplate();
    private final WebClient web = WebClient.builder().baseUrl("https://slack.com/api").build();

    void a() {
        rest.postForObject(SLACK_API + "chat.postMessage", entity, String.class); // want: chat.postMessage
        rest.getForEntity(String.format("%s%s?user={u}", SLACK_API, INFO_METHOD), String.class, u); // want: users.info
        web.post().uri("/reactions.add").bodyValue(x).retrieve(); // want: reactions.add
        web.get().uri(b -> b.path("/team.info").queryParam("a", 1).build()); // want: team.info
        UriComponentsBuilder.fromHttpUrl(SLACK_API).path("conversations.history").toUriString(); // want: conversations.history
        HttpRequest.newBuilder().uri(URI.create(SLACK_API + "views.open")).build(); // want: views.open
        new Request.Builder().url(SLACK_API.concat("pins.add")).build(); // want: pins.add
        send("emoji.list", null); // want: emoji.list
    }

    private void send(String method, Object body) {
        rest.postForEntity(SLACK_API + method, body, String.class);
    }
}
