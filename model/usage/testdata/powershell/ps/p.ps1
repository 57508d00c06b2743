Import-Module PSSlack
Send-SlackMessage -Token $t -Channel '#x' -Text 'x' # want: chat.postMessage
New-SlackMessage -Channel 'x' | Send-SlackMessage -Token $t # want: chat.postMessage
Get-SlackUser -Token $t # want: users.list
Send-SlackApi -Method 'conversations.open' -Body @{} # want: conversations.open
$splat = @{ Token = $t; Method = 'bookmarks.add' } # want: bookmarks.add
Send-SlackApi @splat
Send-SlackMessage -Uri $hook -Text 'x'
