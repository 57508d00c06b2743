# Send-SlackMessage -Text 'a comment'
<# Send-SlackFile -Path a.txt #>
Import-Module PSSlack

function Watch-Queue {
    param([string]$Channel)
    Send-SlackMessage -Token $Token -Channel $Channel -Text 'Done' # want: chat.postMessage
    Send-SlackMessage -Uri $Hook -Text 'By webhook'
    $people = Get-SlackUser -Token $Token # want: users.list
    Send-SlackApi -Token $Token -Method pins.add -Body @{ channel = $Channel } # want: pins.add
    $arguments = @{ Method = 'team.info'; Body = @{} } # want: team.info
    Send-SlackApi @arguments
    Invoke-RestMethod -Uri "https://slack.com/api/emoji.list" -Method Get # want: emoji.list
    Write-Host "Get-SlackChannel failed, chat.update too"
    Get-Content users.list
}
