$SlackUri = 'https://slack.com/api'
$Base = "https://slack.com/api/"
function Send-Slack {
    param([string]$Method, $Body)
    Invoke-RestMethod -Uri "https://slack.com/api/$Method" -Method Post -Body $Body
}
Invoke-RestMethod -Uri "https://slack.com/api/chat.postMessage" -Method Post # want: chat.postMessage
Invoke-RestMethod -Uri "$SlackUri/users.list" # want: users.list
Invoke-RestMethod -Uri ($Base + 'users.info') # want: users.info
Send-Slack -Method 'pins.add' -Body @{} # want: pins.add
Send-Slack 'views.open' @{} # want: views.open
$params = @{
    Uri = "$SlackUri/reactions.add" # want: reactions.add
    Method = 'Post'
}
Invoke-RestMethod @params
$uri = "{0}/{1}" -f $SlackUri, 'team.info' # want: team.info
$method = 'emoji.list'
Invoke-RestMethod "$SlackUri/$method" # want: emoji.list
$Url = "${SlackUri}/dnd.info" # want: dnd.info
$u2 = "$($SlackUri)/auth.test" # want: auth.test
$u3 = "$($Config.SlackUri)/api.test" # want: api.test
