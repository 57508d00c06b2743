import org.springframework.cloud.openfeign.FeignClient;
@FeignClient(name = "slack", url = "https://slack.com/api")
public interface SlackClient {
  @PostMapping("/chat.postMessage") // want: chat.postMessage
  SlackResponse post(@RequestBody Message m);
  @GetMapping(value = "/users.list") // want: users.list
  Users users();
  @RequestMapping(method = RequestMethod.GET, value = "/users.info") // want: users.info
  User info(@RequestParam String user);
}
