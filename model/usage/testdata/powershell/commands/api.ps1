$SlackBase = 'https://slack.com/api'
function Send-Request {
    param (
        [Parameter(Mandatory)] [string]$Call,
        [hashtable]$Body
    )
    Invoke-RestMethod -Method Post -Uri "$SlackBase/$Call" -Body $Body -Headers @{ Authorization = "Bearer $env:SLACK_TOKEN" }
}
function Get-Thing($Action, $Query) {
    $uri = 'https://slack.com/api/' + $Action
    return Invoke-RestMethod $uri -Body $Query
}
Send-Request -Call 'conversations.list' -Body @{ limit = 10 } # want: conversations.list
Send-Request 'users.list' @{} # want: users.list
$r = Send-Request -Body $b -Call chat.postMessage # want: chat.postMessage
$u = Get-Thing "users.info" @{ user = $id } # want: users.info
$h = Get-Thing -Action conversations.history -Query $q # want: conversations.history
$irm = Invoke-RestMethod -Uri "https://slack.com/api/reactions.add" -Method Post # want: reactions.add
$irm = Invoke-RestMethod -Uri "$SlackBase/pins.add" -Method Post # want: pins.add
$uri = "{0}/{1}" -f $SlackBase, 'pins.list' # want: pins.list
$splat = @{ Uri = "$SlackBase/bookmarks.add"; Method = 'Post' } # want: bookmarks.add
