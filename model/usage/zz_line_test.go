package usage_test
import ("testing";"time";"strings";"fmt";"os";"periscope/model/usage")
func TestZZLines(t *testing.T){
 if os.Getenv("LINES")=="" { t.Skip() }
 for _, c := range []struct{l,p string}{
  {"PowerShell","function F($m){irm \"https://slack.com/api/$m\"} F 'users.list' "},
  {"PowerShell","F 'users.list' -x @{a=1} "},
  {"PowerShell","\"https://slack.com/api/$m\" "},
  {"Python","class A(WebClient): self.users_list() "},
  {"Python","getattr(slack_client, name) "},
  {"Python","client.api_call(name%d) "},
  {"Ruby","slack fetch 'users.list', x "},
  {"Ruby","client.public_send(name, 1) slack "},
  {"Java","import com.slack.api slack.methods(t).run { chatPostMessage { } } "},
  {"JavaScript","ids.map(slack.chat.update), "},
  {"JavaScript","['users.list'].map((m) => slack(m)) "},
  {"JavaScript","slack; new URL('/api/users.list', 'https://slack.com'), "},
  {"PHP","sprintf(\"%susers.info\", self::BASE_URL, 'https://slack.com/api/%s') "},
  {"Go","slack.New( type B struct { *slack.Client } b.GetUserInfo() "},
  {"C#","slack.Files.Remote.Add(x) ApiCall(x) "},
  {"Python","URL = 'https://slack.com/api/{}' URL.format(m) "},
 } {
  var b strings.Builder
  for i:=0;b.Len()<1<<17;i++ { b.WriteString(strings.ReplaceAll(c.p,"%d",fmt.Sprint(i))) }
  s:=time.Now(); usage.Find(c.l, []byte(b.String())); d:=time.Since(s)
  fmt.Println(d.Round(time.Millisecond), c.l, c.p)
 }
}
