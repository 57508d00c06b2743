class SlackClient {
    [string]$Token
    [string]$Base = 'https://slack.com/api'
    [object] Invoke([string]$Method, [hashtable]$Body) {
        return Invoke-RestMethod -Uri "$($this.Base)/$Method" -Method Post -Body $Body
    }
    [object] Post([string]$Channel) {
        return $this.Invoke('chat.postMessage', @{ channel = $Channel }) # want: chat.postMessage
    }
}
$slack = [SlackClient]::new()
$slack.Invoke('users.list', @{}) # want: users.list
