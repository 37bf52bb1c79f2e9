// Generated from src/config/schema/index.ts by scripts/protocol/generate.ts. Do not edit; run `npm run protocol:gen`.

const codePoints = (text) => {
  let length = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      length--;
      at++;
    }
  }
  return length;
};

export const validateConfig = validate11;
const schema12 = {"type":"object","properties":{"$schema":{"type":"string","description":"Address of this schema, for editors."},"meta":{"type":"object","properties":{"lastTouchedVersion":{"type":"string"},"lastTouchedAt":{"type":"string"}},"description":"Written by programs that edit this file.","additionalProperties":false},"env":{"type":"object","description":"Variables for the gateway; they never replace ones that are set.","properties":{"shellEnv":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default false."},"timeoutMs":{"type":"integer","minimum":0,"description":"Default 15000."}},"description":"The login shell.","additionalProperties":false},"vars":{"type":"object","additionalProperties":{"type":"string"},"description":"By name."}},"additionalProperties":{"type":"string"}},"wizard":{"type":"object","properties":{"lastRunAt":{"type":"string"},"lastRunVersion":{"type":"string"},"lastRunCommit":{"type":"string"},"lastRunCommand":{"type":"string"},"lastRunMode":{"type":"string","enum":["local","remote"],"description":"What was set up."}},"description":"Written by the set-up wizard.","additionalProperties":false},"diagnostics":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default false."},"flags":{"type":"array","items":{"type":"string"}},"otel":{"type":"object","properties":{},"description":"OpenTelemetry.","additionalProperties":true},"cacheTrace":{"type":"object","properties":{},"description":"Cache trace.","additionalProperties":true}},"description":"Diagnostics.","additionalProperties":true},"logging":{"$ref":"#/$defs/LoggingConfig"},"update":{"type":"object","properties":{"channel":{"type":"string","enum":["stable","beta","dev"],"description":"Default stable."},"checkOnStart":{"type":"boolean","description":"Default true."}},"description":"New releases.","additionalProperties":false},"gateway":{"$ref":"#/$defs/GatewayConfig"},"canvasHost":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default true."},"root":{"type":"string","minLength":1,"description":"Directory served. Default `~/clawd/canvas`. `~` is the home directory."},"port":{"type":"integer","minimum":1,"maximum":65535,"description":"Own listener. Default: gateway port + 4."},"liveReload":{"type":"boolean","description":"Reload pages when files change. Default true."}},"description":"File server for pages shown on nodes.","additionalProperties":false},"browser":{"$ref":"#/$defs/BrowserConfig"},"discovery":{"type":"object","properties":{"wideArea":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default false."}},"description":"Unicast DNS-SD.","additionalProperties":false},"mdns":{"type":"object","properties":{"mode":{"type":"string","enum":["off","minimal","full"],"description":"Default minimal."}},"description":"Multicast announcement.","additionalProperties":false}},"description":"How clients find the gateway.","additionalProperties":false},"channels":{"$ref":"#/$defs/ChannelsConfig"},"web":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default true."},"heartbeatSeconds":{"type":"integer","minimum":1,"description":"Period of the liveness check."},"reconnect":{"type":"object","properties":{"initialMs":{"type":"integer","minimum":1,"description":"First pause, milliseconds."},"maxMs":{"type":"integer","minimum":1,"description":"Longest pause, milliseconds."},"factor":{"type":"number","minimum":1,"description":"Growth of the pause."},"jitter":{"type":"number","minimum":0,"maximum":1,"description":"Random part of a pause."},"maxAttempts":{"type":"integer","minimum":0,"description":"0: no limit."}},"description":"Pauses between attempts.","additionalProperties":false}},"description":"The WhatsApp link.","additionalProperties":false},"agents":{"$ref":"#/$defs/AgentsConfig"},"bindings":{"type":"array","items":{"type":"object","required":["agentId","match"],"properties":{"agentId":{"type":"string","minLength":1,"description":"Agent that answers."},"match":{"type":"object","required":["channel"],"properties":{"channel":{"type":"string","minLength":1,"description":"Channel id."},"accountId":{"type":"string","minLength":1,"description":"Account; `*` for any. Default: the default account."},"peer":{"type":"object","required":["kind","id"],"properties":{"kind":{"type":"string","enum":["dm","group","channel"],"description":"What the id names."},"id":{"type":"string","minLength":1,"description":"Chat id."}},"description":"One chat.","additionalProperties":false},"guildId":{"type":"string","minLength":1,"description":"Server id."},"teamId":{"type":"string","minLength":1,"description":"Team id."}},"description":"Which messages.","additionalProperties":false}},"additionalProperties":false},"description":"Which agent answers where; the most specific match wins."},"broadcast":{"type":"object","properties":{"strategy":{"type":"string","enum":["parallel","sequential"],"description":"Default parallel."}},"description":"Chats answered by several agents: chat id to a list of agent ids.","additionalProperties":true},"session":{"$ref":"#/$defs/SessionConfig"},"messages":{"$ref":"#/$defs/MessagesConfig"},"commands":{"$ref":"#/$defs/CommandsConfig"},"models":{"$ref":"#/$defs/ModelsConfig"},"auth":{"type":"object","properties":{"profiles":{"type":"object","additionalProperties":{"type":"object","required":["provider","mode"],"properties":{"provider":{"type":"string","minLength":1,"description":"Provider id."},"mode":{"type":"string","enum":["api_key","oauth","token"],"description":"Kind of credential."},"email":{"type":"string","description":"Account."}},"description":"One credential.","additionalProperties":false},"description":"By name; the secrets themselves are kept elsewhere."},"order":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"},"description":"Profile names."},"description":"Per provider, which profile is tried first."},"cooldowns":{"type":"object","properties":{"billingBackoffHours":{"type":"number","exclusiveMinimum":0,"description":"First pause after a billing error."},"billingBackoffHoursByProvider":{"type":"object","additionalProperties":{"type":"number","exclusiveMinimum":0},"description":"By provider id."},"billingMaxHours":{"type":"number","exclusiveMinimum":0,"description":"Longest pause."},"failureWindowHours":{"type":"number","exclusiveMinimum":0,"description":"Quiet time that clears the count."}},"description":"Pauses after failures.","additionalProperties":false}},"description":"Credentials of model providers.","additionalProperties":false},"tools":{"$ref":"#/$defs/ToolsConfig"},"hooks":{"$ref":"#/$defs/HooksConfig"},"cron":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default true."},"store":{"type":"string","description":"Where jobs were kept by older releases."},"maxConcurrentRuns":{"type":"integer","minimum":1,"description":"Jobs at a time. Default 1."}},"description":"Timed jobs.","additionalProperties":false},"talk":{"type":"object","properties":{"apiKey":{"type":"string","sensitive":true}},"description":"Speaking aloud.","additionalProperties":true},"audio":{"type":"object","properties":{},"description":"Understanding of voice messages.","additionalProperties":true},"media":{"type":"object","properties":{},"description":"Handling of media files.","additionalProperties":true},"skills":{"type":"object","properties":{"allowBundled":{"type":"array","items":{"type":"string"},"description":"Built-in skills that may be used."},"load":{"type":"object","properties":{},"description":"Where skills are found.","additionalProperties":true},"install":{"type":"object","properties":{},"description":"How skills are installed.","additionalProperties":true},"entries":{"type":"object","additionalProperties":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default true."},"apiKey":{"type":"string","sensitive":true},"env":{"type":"object","additionalProperties":{"type":"string","sensitive":true},"description":"By name."}},"description":"One skill.","additionalProperties":true},"description":"By name."}},"description":"Skills.","additionalProperties":true},"plugins":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default true."},"allow":{"type":"array","items":{"type":"string"},"description":"Only these."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these."},"load":{"type":"object","properties":{"paths":{"type":"array","items":{"type":"string"},"description":"Files and directories."}},"description":"Where extensions are found.","additionalProperties":false},"slots":{"type":"object","additionalProperties":{"type":"string"},"description":"Which extension fills a role."},"entries":{"type":"object","additionalProperties":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default true."},"config":{"type":"object","properties":{},"description":"Its settings.","additionalProperties":true}},"description":"One extension.","additionalProperties":true},"description":"By id."},"installs":{"type":"object","additionalProperties":{"type":"object","properties":{},"description":"One installation.","additionalProperties":true},"description":"By id."}},"description":"Extensions.","additionalProperties":true},"approvals":{"type":"object","properties":{},"description":"Where approval requests are sent.","additionalProperties":true},"nodeHost":{"type":"object","properties":{},"description":"This machine as a node.","additionalProperties":true},"ui":{"type":"object","properties":{"seamColor":{"type":"string","pattern":"^#?[0-9a-fA-F]{6}$","description":"Accent colour."},"assistant":{"type":"object","properties":{"name":{"type":"string","maxLength":50},"avatar":{"type":"string","maxLength":200}},"description":"How it is shown.","additionalProperties":false}},"description":"Looks of clients.","additionalProperties":false}},"description":"The moltbot configuration.","additionalProperties":false};
const schema13 = {"type":"object","properties":{"level":{"type":"string","enum":["silent","fatal","error","warn","info","debug","trace"],"description":"Least level in the file. Default info."},"file":{"type":"string","minLength":1,"description":"Log file; `YYYY-MM-DD` in it stands for the date. Default: a daily file in the state directory. `~` is the home directory."},"consoleLevel":{"type":"string","enum":["silent","fatal","error","warn","info","debug","trace"],"description":"Least level on the console. Default info."},"consoleStyle":{"type":"string","enum":["pretty","compact","json"],"description":"Default pretty on a terminal, else compact."},"redactSensitive":{"type":"string","enum":["off","tools"],"description":"`off` turns the pattern masks off; known secrets stay masked."},"redactPatterns":{"type":"array","items":{"type":"string"},"description":"Regular expressions whose last group is masked; they replace the built-in ones."},"maxFileBytes":{"type":"integer","minimum":1,"description":"Size at which a file is rotated. Default 20 MiB."},"maxFiles":{"type":"integer","minimum":1,"description":"Rotated files kept. Default 5."}},"description":"What is written where.","additionalProperties":false};
const schema16 = {"type":"object","properties":{"enabled":{"type":"boolean","description":"Default true."},"evaluateEnabled":{"type":"boolean","description":"Let the agent run scripts in pages. Default true."},"cdpUrl":{"type":"string","minLength":1,"description":"Debugging address."},"remoteCdpTimeoutMs":{"type":"integer","minimum":1,"description":"Default 1500."},"remoteCdpHandshakeTimeoutMs":{"type":"integer","minimum":1,"description":"Default 3000."},"color":{"type":"string","pattern":"^#?[0-9a-fA-F]{6}$","description":"Default #FF4500."},"executablePath":{"type":"string","minLength":1,"description":"Browser program. `~` is the home directory."},"headless":{"type":"boolean","description":"Default false."},"noSandbox":{"type":"boolean","description":"Default false."},"attachOnly":{"type":"boolean","description":"Never start a browser. Default false."},"defaultProfile":{"type":"string","minLength":1,"description":"Profile used when none is named."},"snapshotDefaults":{"type":"object","properties":{"mode":{"type":"string","enum":["efficient"],"description":"Form of page snapshots."}},"description":"Page snapshots.","additionalProperties":false},"profiles":{"type":"object","additionalProperties":{"type":"object","properties":{"cdpPort":{"type":"integer","minimum":1,"maximum":65535,"description":"Local debugging port."},"cdpUrl":{"type":"string","minLength":1,"description":"Debugging address of a browser elsewhere."},"driver":{"type":"string","enum":["clawd","extension"],"description":"Who drives it."},"color":{"type":"string","pattern":"^#?[0-9a-fA-F]{6}$","description":"Hex colour of the frame."}},"description":"One browser; `cdpPort` or `cdpUrl`, and `color`, are required.","additionalProperties":false},"description":"By name: lower-case letters, digits and dashes."}},"description":"Browser control for the agent.","additionalProperties":false};
const schema50 = {"type":"object","properties":{"messagePrefix":{"type":"string","description":"Put before incoming texts."},"responsePrefix":{"type":"string","description":"Put before answers."},"groupChat":{"type":"object","properties":{"mentionPatterns":{"type":"array","items":{"type":"string"},"description":"Regular expressions that count as a mention."},"historyLimit":{"type":"integer","minimum":0,"description":"Group messages kept as context."}},"description":"Behaviour in groups.","additionalProperties":false},"queue":{"type":"object","properties":{"mode":{"type":"string","enum":["steer","followup","collect","steer-backlog","steer+backlog","queue","interrupt"],"description":"What happens to a message that arrives during a run. Default collect."},"byChannel":{"type":"object","additionalProperties":{"type":"string","enum":["steer","followup","collect","steer-backlog","steer+backlog","queue","interrupt"],"description":"What happens to a message that arrives during a run. Default collect."},"description":"By channel id."},"debounceMs":{"type":"integer","minimum":0,"description":"Quiet time before waiting messages run. Default 1000."},"debounceMsByChannel":{"type":"object","additionalProperties":{"type":"integer","minimum":0},"description":"By channel id."},"cap":{"type":"integer","minimum":1,"description":"Waiting messages kept. Default 20."},"drop":{"type":"string","enum":["old","new","summarize"],"description":"What happens to the rest. Default summarize."}},"description":"Messages that arrive during a run.","additionalProperties":false},"inbound":{"type":"object","properties":{"debounceMs":{"type":"integer","minimum":0,"description":"Quiet time that ends a burst."},"byChannel":{"type":"object","additionalProperties":{"type":"integer","minimum":0},"description":"By channel id."}},"description":"Bursts of messages.","additionalProperties":false},"ackReaction":{"type":"string","description":"Reaction that says a message was seen; empty for none."},"ackReactionScope":{"type":"string","enum":["group-mentions","group-all","direct","all"],"description":"Default group-mentions."},"removeAckAfterReply":{"type":"boolean","description":"Default false."},"tts":{"type":"object","properties":{},"description":"Spoken answers.","additionalProperties":true}},"description":"Incoming and outgoing texts.","additionalProperties":false};
const schema51 = {"type":"object","properties":{"native":{"anyOf":[{"type":"boolean"},{"type":"string","enum":["auto"],"description":"By channel."}]},"nativeSkills":{"anyOf":[{"type":"boolean"},{"type":"string","enum":["auto"],"description":"By channel."}]},"text":{"type":"boolean","description":"Understand `/command` in texts. Default true."},"bash":{"type":"boolean","description":"`/bash` and `!`. Default false."},"bashForegroundMs":{"type":"integer","minimum":0,"maximum":30000,"description":"Wait before a command goes on in the background. Default 2000."},"config":{"type":"boolean","description":"`/config`. Default false."},"debug":{"type":"boolean","description":"`/debug`. Default false."},"restart":{"type":"boolean","description":"`/restart` and SIGUSR1 from outside. Default false."},"useAccessGroups":{"type":"boolean","description":"Honour channel allow lists. Default true."}},"description":"Slash commands.","additionalProperties":false};
const schema55 = {"type":"object","properties":{"profile":{"type":"string","enum":["minimal","coding","messaging","full"],"description":"Starting set."},"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to the profile; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins."},"byProvider":{"type":"object","additionalProperties":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools with one provider.","additionalProperties":false},"description":"By provider or `provider/model`."},"web":{"type":"object","properties":{},"description":"Search and fetch.","additionalProperties":true},"media":{"type":"object","properties":{},"description":"Understanding of pictures, sound and video.","additionalProperties":true},"links":{"type":"object","properties":{},"description":"Reading links in messages.","additionalProperties":true},"message":{"type":"object","properties":{},"description":"Sending messages.","additionalProperties":true},"agentToAgent":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default false."},"allow":{"type":"array","items":{"type":"string"},"description":"Agents that may take part."}},"description":"Messages between agents.","additionalProperties":false},"elevated":{"type":"object","properties":{},"description":"Tools outside the sandbox.","additionalProperties":true},"exec":{"type":"object","properties":{"host":{"type":"string","enum":["sandbox","gateway","node"],"description":"Where commands run."},"security":{"type":"string","enum":["deny","allowlist","full"],"description":"Which commands run."},"ask":{"type":"string","enum":["off","on-miss","always"],"description":"When the operator is asked."},"node":{"type":"string","minLength":1,"description":"Node id or name."},"pathPrepend":{"type":"array","items":{"type":"string"},"description":"Directories put before PATH."},"safeBins":{"type":"array","items":{"type":"string"},"description":"Programs that need no approval."},"backgroundMs":{"type":"integer","minimum":0,"description":"Wait before a command goes on in the background, milliseconds."},"timeoutSec":{"type":"integer","minimum":1,"description":"Deadline of a command, seconds."},"cleanupMs":{"type":"integer","minimum":1,"description":"How long finished commands are remembered, milliseconds."},"notifyOnExit":{"type":"boolean","description":"Tell the agent when a background command ends. Default true."}},"description":"Command execution.","additionalProperties":true},"subagents":{"type":"object","properties":{},"description":"Tools of sub-agents.","additionalProperties":true},"sandbox":{"type":"object","properties":{},"description":"Tools inside the sandbox.","additionalProperties":true}},"description":"What agents may do.","additionalProperties":false};
const func2 = Object.prototype.hasOwnProperty;
const func3 = codePoints;
const schema14 = {"type":"object","properties":{"port":{"type":"integer","minimum":1,"maximum":65535,"description":"WebSocket and HTTP share it. Default 18789."},"mode":{"type":"string","enum":["local","remote"],"description":"`local`: this machine runs the gateway. Unset: it refuses to start."},"bind":{"type":"string","enum":["auto","lan","loopback","custom","tailnet"],"description":"Where it listens. Default loopback."},"customBindHost":{"type":"string","minLength":1,"description":"IPv4 address for `bind: custom`."},"controlUi":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Serve the web page. Default true."},"basePath":{"type":"string","description":"Path prefix, e.g. `/moltbot`. Default: none."},"allowInsecureAuth":{"type":"boolean","description":"Let the page connect over plain HTTP with the token alone. Default false."},"dangerouslyDisableDeviceAuth":{"type":"boolean","description":"Ignore device identity of the page altogether. Default false."}},"description":"The web page.","additionalProperties":false},"auth":{"$ref":"#/$defs/GatewayAuthConfig"},"trustedProxies":{"type":"array","items":{"type":"string"},"description":"Addresses of reverse proxies whose forwarding headers are believed; exact, no ranges."},"tailscale":{"type":"object","properties":{"mode":{"type":"string","enum":["off","serve","funnel"],"description":"Default off."},"resetOnExit":{"type":"boolean","description":"Undo serve or funnel at shutdown. Default false."}},"description":"Exposure through Tailscale.","additionalProperties":false},"remote":{"type":"object","properties":{"url":{"type":"string","minLength":1,"description":"ws:// or wss:// address of the gateway to use."},"transport":{"type":"string","enum":["ssh","direct"],"description":"How clients get there."},"token":{"type":"string","description":"Token for the remote gateway.","sensitive":true},"password":{"type":"string","description":"Password for the remote gateway.","sensitive":true},"tlsFingerprint":{"type":"string","minLength":1,"description":"SHA-256 of the certificate to expect."},"sshTarget":{"type":"string","minLength":1,"description":"user@host[:port] of the tunnel."},"sshIdentity":{"type":"string","minLength":1,"description":"Key file of the tunnel. `~` is the home directory."}},"description":"A gateway elsewhere; read by clients only, and only when `gateway.mode` is `remote`.","additionalProperties":false},"reload":{"type":"object","properties":{"mode":{"type":"string","enum":["off","restart","hot","hybrid"],"description":"What a changed file leads to. Default hybrid."},"debounceMs":{"type":"integer","minimum":0,"description":"Quiet time before a change is read, milliseconds. Default 300."}},"description":"Reaction to changes of this file.","additionalProperties":false},"tls":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default false."},"autoGenerate":{"type":"boolean","description":"Make a self-signed certificate when none is given. Default true."},"certPath":{"type":"string","minLength":1,"description":"Certificate, PEM. `~` is the home directory."},"keyPath":{"type":"string","minLength":1,"description":"Private key, PEM. `~` is the home directory."},"caPath":{"type":"string","minLength":1,"description":"Certificate authorities, PEM. `~` is the home directory."}},"description":"TLS on the gateway port.","additionalProperties":false},"http":{"type":"object","properties":{"endpoints":{"type":"object","properties":{"chatCompletions":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default false."}},"description":"`/v1/chat/completions`.","additionalProperties":false},"responses":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default false."},"maxBodyBytes":{"type":"integer","minimum":1,"description":"Largest request. Default 20 MB."},"files":{"type":"object","properties":{"allowUrl":{"type":"boolean","description":"Fetch from http(s) addresses."},"allowedMimes":{"type":"array","items":{"type":"string"},"description":"Accepted media types."},"maxBytes":{"type":"integer","minimum":1,"description":"Largest accepted item, bytes."},"maxRedirects":{"type":"integer","minimum":0,"description":"Redirects followed."},"timeoutMs":{"type":"integer","minimum":1,"description":"Deadline of a fetch, milliseconds."},"maxChars":{"type":"integer","minimum":1,"description":"Characters taken from a file."},"pdf":{"type":"object","properties":{"maxPages":{"type":"integer","minimum":1,"description":"Pages read."},"maxPixels":{"type":"integer","minimum":1,"description":"Pixels per rendered page."},"minTextChars":{"type":"integer","minimum":0,"description":"With less text than this a page is rendered as an image."}},"description":"PDF files.","additionalProperties":false}},"description":"Files in requests.","additionalProperties":false},"images":{"type":"object","properties":{"allowUrl":{"type":"boolean","description":"Fetch from http(s) addresses."},"allowedMimes":{"type":"array","items":{"type":"string"},"description":"Accepted media types."},"maxBytes":{"type":"integer","minimum":1,"description":"Largest accepted item, bytes."},"maxRedirects":{"type":"integer","minimum":0,"description":"Redirects followed."},"timeoutMs":{"type":"integer","minimum":1,"description":"Deadline of a fetch, milliseconds."}},"description":"Images in requests.","additionalProperties":false}},"description":"`/v1/responses`.","additionalProperties":false}},"description":"Each is off unless enabled.","additionalProperties":false}},"description":"HTTP interfaces on the gateway port.","additionalProperties":false},"nodes":{"type":"object","properties":{"browser":{"type":"object","properties":{"mode":{"type":"string","enum":["auto","manual","off"],"description":"How a node is chosen."},"node":{"type":"string","minLength":1,"description":"Node id or name."}},"description":"Browser control through a node.","additionalProperties":false},"allowCommands":{"type":"array","items":{"type":"string"},"description":"Node commands allowed beyond the defaults."},"denyCommands":{"type":"array","items":{"type":"string"},"description":"Node commands refused; wins."}},"description":"Devices that lend their abilities.","additionalProperties":false}},"description":"The gateway process: where it listens and who may connect.","additionalProperties":false};
const schema15 = {"type":"object","properties":{"mode":{"type":"string","enum":["token","password"],"description":"Which secret clients show. Default: password when one is set, else token."},"token":{"type":"string","description":"Shared token. On loopback one is generated when none is set.","sensitive":true},"tokenFile":{"type":"string","minLength":1,"description":"File holding the token; read when `token` is absent. `~` is the home directory."},"password":{"type":"string","description":"Shared password.","sensitive":true},"passwordFile":{"type":"string","minLength":1,"description":"File holding the password; read when `password` is absent. `~` is the home directory."},"allowTailscale":{"type":"boolean","description":"Accept the identity Tailscale Serve vouches for. Default: only with serve and mode token."}},"description":"How clients prove they may connect.","additionalProperties":false};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema14.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.port !== undefined){
let data0 = data.port;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err1 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 65535 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.mode !== undefined){
let data1 = data.mode;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!((data1 === "local") || (data1 === "remote"))){
const err5 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema14.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.bind !== undefined){
let data2 = data.bind;
if(typeof data2 !== "string"){
const err6 = {instancePath:instancePath+"/bind",schemaPath:"#/properties/bind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(((((data2 === "auto") || (data2 === "lan")) || (data2 === "loopback")) || (data2 === "custom")) || (data2 === "tailnet"))){
const err7 = {instancePath:instancePath+"/bind",schemaPath:"#/properties/bind/enum",keyword:"enum",params:{allowedValues: schema14.properties.bind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.customBindHost !== undefined){
let data3 = data.customBindHost;
if(typeof data3 === "string"){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/customBindHost",schemaPath:"#/properties/customBindHost/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/customBindHost",schemaPath:"#/properties/customBindHost/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.controlUi !== undefined){
let data4 = data.controlUi;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){if(errors>=32)break;
if(!((((key1 === "enabled") || (key1 === "basePath")) || (key1 === "allowInsecureAuth")) || (key1 === "dangerouslyDisableDeviceAuth"))){
const err10 = {instancePath:instancePath+"/controlUi",schemaPath:"#/properties/controlUi/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data4.enabled !== undefined){
if(typeof data4.enabled !== "boolean"){
const err11 = {instancePath:instancePath+"/controlUi/enabled",schemaPath:"#/properties/controlUi/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4.basePath !== undefined){
if(typeof data4.basePath !== "string"){
const err12 = {instancePath:instancePath+"/controlUi/basePath",schemaPath:"#/properties/controlUi/properties/basePath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.allowInsecureAuth !== undefined){
if(typeof data4.allowInsecureAuth !== "boolean"){
const err13 = {instancePath:instancePath+"/controlUi/allowInsecureAuth",schemaPath:"#/properties/controlUi/properties/allowInsecureAuth/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data4.dangerouslyDisableDeviceAuth !== undefined){
if(typeof data4.dangerouslyDisableDeviceAuth !== "boolean"){
const err14 = {instancePath:instancePath+"/controlUi/dangerouslyDisableDeviceAuth",schemaPath:"#/properties/controlUi/properties/dangerouslyDisableDeviceAuth/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/controlUi",schemaPath:"#/properties/controlUi/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.auth !== undefined){
let data9 = data.auth;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){if(errors>=32)break;
if(!((((((key2 === "mode") || (key2 === "token")) || (key2 === "tokenFile")) || (key2 === "password")) || (key2 === "passwordFile")) || (key2 === "allowTailscale"))){
const err16 = {instancePath:instancePath+"/auth",schemaPath:"#/$defs/GatewayAuthConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data9.mode !== undefined){
let data10 = data9.mode;
if(typeof data10 !== "string"){
const err17 = {instancePath:instancePath+"/auth/mode",schemaPath:"#/$defs/GatewayAuthConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!((data10 === "token") || (data10 === "password"))){
const err18 = {instancePath:instancePath+"/auth/mode",schemaPath:"#/$defs/GatewayAuthConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema15.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data9.token !== undefined){
if(typeof data9.token !== "string"){
const err19 = {instancePath:instancePath+"/auth/token",schemaPath:"#/$defs/GatewayAuthConfig/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9.tokenFile !== undefined){
let data12 = data9.tokenFile;
if(typeof data12 === "string"){
if(data12.length < 1){
const err20 = {instancePath:instancePath+"/auth/tokenFile",schemaPath:"#/$defs/GatewayAuthConfig/properties/tokenFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/auth/tokenFile",schemaPath:"#/$defs/GatewayAuthConfig/properties/tokenFile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data9.password !== undefined){
if(typeof data9.password !== "string"){
const err22 = {instancePath:instancePath+"/auth/password",schemaPath:"#/$defs/GatewayAuthConfig/properties/password/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data9.passwordFile !== undefined){
let data14 = data9.passwordFile;
if(typeof data14 === "string"){
if(data14.length < 1){
const err23 = {instancePath:instancePath+"/auth/passwordFile",schemaPath:"#/$defs/GatewayAuthConfig/properties/passwordFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/auth/passwordFile",schemaPath:"#/$defs/GatewayAuthConfig/properties/passwordFile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data9.allowTailscale !== undefined){
if(typeof data9.allowTailscale !== "boolean"){
const err25 = {instancePath:instancePath+"/auth/allowTailscale",schemaPath:"#/$defs/GatewayAuthConfig/properties/allowTailscale/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/auth",schemaPath:"#/$defs/GatewayAuthConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.trustedProxies !== undefined){
let data16 = data.trustedProxies;
if(Array.isArray(data16)){
const len0 = data16.length;
for(let i0=0; i0<len0 && errors<32; i0++){
if(typeof data16[i0] !== "string"){
const err27 = {instancePath:instancePath+"/trustedProxies/" + i0,schemaPath:"#/properties/trustedProxies/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/trustedProxies",schemaPath:"#/properties/trustedProxies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.tailscale !== undefined){
let data18 = data.tailscale;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key3 in data18){if(errors>=32)break;
if(!((key3 === "mode") || (key3 === "resetOnExit"))){
const err29 = {instancePath:instancePath+"/tailscale",schemaPath:"#/properties/tailscale/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data18.mode !== undefined){
let data19 = data18.mode;
if(typeof data19 !== "string"){
const err30 = {instancePath:instancePath+"/tailscale/mode",schemaPath:"#/properties/tailscale/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!(((data19 === "off") || (data19 === "serve")) || (data19 === "funnel"))){
const err31 = {instancePath:instancePath+"/tailscale/mode",schemaPath:"#/properties/tailscale/properties/mode/enum",keyword:"enum",params:{allowedValues: schema14.properties.tailscale.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data18.resetOnExit !== undefined){
if(typeof data18.resetOnExit !== "boolean"){
const err32 = {instancePath:instancePath+"/tailscale/resetOnExit",schemaPath:"#/properties/tailscale/properties/resetOnExit/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/tailscale",schemaPath:"#/properties/tailscale/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.remote !== undefined){
let data21 = data.remote;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key4 in data21){if(errors>=32)break;
if(!(((((((key4 === "url") || (key4 === "transport")) || (key4 === "token")) || (key4 === "password")) || (key4 === "tlsFingerprint")) || (key4 === "sshTarget")) || (key4 === "sshIdentity"))){
const err34 = {instancePath:instancePath+"/remote",schemaPath:"#/properties/remote/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data21.url !== undefined){
let data22 = data21.url;
if(typeof data22 === "string"){
if(data22.length < 1){
const err35 = {instancePath:instancePath+"/remote/url",schemaPath:"#/properties/remote/properties/url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/remote/url",schemaPath:"#/properties/remote/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data21.transport !== undefined){
let data23 = data21.transport;
if(typeof data23 !== "string"){
const err37 = {instancePath:instancePath+"/remote/transport",schemaPath:"#/properties/remote/properties/transport/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!((data23 === "ssh") || (data23 === "direct"))){
const err38 = {instancePath:instancePath+"/remote/transport",schemaPath:"#/properties/remote/properties/transport/enum",keyword:"enum",params:{allowedValues: schema14.properties.remote.properties.transport.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data21.token !== undefined){
if(typeof data21.token !== "string"){
const err39 = {instancePath:instancePath+"/remote/token",schemaPath:"#/properties/remote/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data21.password !== undefined){
if(typeof data21.password !== "string"){
const err40 = {instancePath:instancePath+"/remote/password",schemaPath:"#/properties/remote/properties/password/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data21.tlsFingerprint !== undefined){
let data26 = data21.tlsFingerprint;
if(typeof data26 === "string"){
if(data26.length < 1){
const err41 = {instancePath:instancePath+"/remote/tlsFingerprint",schemaPath:"#/properties/remote/properties/tlsFingerprint/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/remote/tlsFingerprint",schemaPath:"#/properties/remote/properties/tlsFingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data21.sshTarget !== undefined){
let data27 = data21.sshTarget;
if(typeof data27 === "string"){
if(data27.length < 1){
const err43 = {instancePath:instancePath+"/remote/sshTarget",schemaPath:"#/properties/remote/properties/sshTarget/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/remote/sshTarget",schemaPath:"#/properties/remote/properties/sshTarget/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data21.sshIdentity !== undefined){
let data28 = data21.sshIdentity;
if(typeof data28 === "string"){
if(data28.length < 1){
const err45 = {instancePath:instancePath+"/remote/sshIdentity",schemaPath:"#/properties/remote/properties/sshIdentity/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/remote/sshIdentity",schemaPath:"#/properties/remote/properties/sshIdentity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/remote",schemaPath:"#/properties/remote/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.reload !== undefined){
let data29 = data.reload;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key5 in data29){if(errors>=32)break;
if(!((key5 === "mode") || (key5 === "debounceMs"))){
const err48 = {instancePath:instancePath+"/reload",schemaPath:"#/properties/reload/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data29.mode !== undefined){
let data30 = data29.mode;
if(typeof data30 !== "string"){
const err49 = {instancePath:instancePath+"/reload/mode",schemaPath:"#/properties/reload/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(!((((data30 === "off") || (data30 === "restart")) || (data30 === "hot")) || (data30 === "hybrid"))){
const err50 = {instancePath:instancePath+"/reload/mode",schemaPath:"#/properties/reload/properties/mode/enum",keyword:"enum",params:{allowedValues: schema14.properties.reload.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data29.debounceMs !== undefined){
let data31 = data29.debounceMs;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err51 = {instancePath:instancePath+"/reload/debounceMs",schemaPath:"#/properties/reload/properties/debounceMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
const err52 = {instancePath:instancePath+"/reload/debounceMs",schemaPath:"#/properties/reload/properties/debounceMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
}
else {
const err53 = {instancePath:instancePath+"/reload",schemaPath:"#/properties/reload/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.tls !== undefined){
let data32 = data.tls;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
for(const key6 in data32){if(errors>=32)break;
if(!(((((key6 === "enabled") || (key6 === "autoGenerate")) || (key6 === "certPath")) || (key6 === "keyPath")) || (key6 === "caPath"))){
const err54 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data32.enabled !== undefined){
if(typeof data32.enabled !== "boolean"){
const err55 = {instancePath:instancePath+"/tls/enabled",schemaPath:"#/properties/tls/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data32.autoGenerate !== undefined){
if(typeof data32.autoGenerate !== "boolean"){
const err56 = {instancePath:instancePath+"/tls/autoGenerate",schemaPath:"#/properties/tls/properties/autoGenerate/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data32.certPath !== undefined){
let data35 = data32.certPath;
if(typeof data35 === "string"){
if(data35.length < 1){
const err57 = {instancePath:instancePath+"/tls/certPath",schemaPath:"#/properties/tls/properties/certPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/tls/certPath",schemaPath:"#/properties/tls/properties/certPath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data32.keyPath !== undefined){
let data36 = data32.keyPath;
if(typeof data36 === "string"){
if(data36.length < 1){
const err59 = {instancePath:instancePath+"/tls/keyPath",schemaPath:"#/properties/tls/properties/keyPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/tls/keyPath",schemaPath:"#/properties/tls/properties/keyPath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data32.caPath !== undefined){
let data37 = data32.caPath;
if(typeof data37 === "string"){
if(data37.length < 1){
const err61 = {instancePath:instancePath+"/tls/caPath",schemaPath:"#/properties/tls/properties/caPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/tls/caPath",schemaPath:"#/properties/tls/properties/caPath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.http !== undefined){
let data38 = data.http;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key7 in data38){if(errors>=32)break;
if(!(key7 === "endpoints")){
const err64 = {instancePath:instancePath+"/http",schemaPath:"#/properties/http/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data38.endpoints !== undefined){
let data39 = data38.endpoints;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
for(const key8 in data39){if(errors>=32)break;
if(!((key8 === "chatCompletions") || (key8 === "responses"))){
const err65 = {instancePath:instancePath+"/http/endpoints",schemaPath:"#/properties/http/properties/endpoints/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data39.chatCompletions !== undefined){
let data40 = data39.chatCompletions;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
for(const key9 in data40){if(errors>=32)break;
if(!(key9 === "enabled")){
const err66 = {instancePath:instancePath+"/http/endpoints/chatCompletions",schemaPath:"#/properties/http/properties/endpoints/properties/chatCompletions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data40.enabled !== undefined){
if(typeof data40.enabled !== "boolean"){
const err67 = {instancePath:instancePath+"/http/endpoints/chatCompletions/enabled",schemaPath:"#/properties/http/properties/endpoints/properties/chatCompletions/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
else {
const err68 = {instancePath:instancePath+"/http/endpoints/chatCompletions",schemaPath:"#/properties/http/properties/endpoints/properties/chatCompletions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data39.responses !== undefined){
let data42 = data39.responses;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key10 in data42){if(errors>=32)break;
if(!((((key10 === "enabled") || (key10 === "maxBodyBytes")) || (key10 === "files")) || (key10 === "images"))){
const err69 = {instancePath:instancePath+"/http/endpoints/responses",schemaPath:"#/properties/http/properties/endpoints/properties/responses/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data42.enabled !== undefined){
if(typeof data42.enabled !== "boolean"){
const err70 = {instancePath:instancePath+"/http/endpoints/responses/enabled",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data42.maxBodyBytes !== undefined){
let data44 = data42.maxBodyBytes;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err71 = {instancePath:instancePath+"/http/endpoints/responses/maxBodyBytes",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/maxBodyBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 1 || isNaN(data44)){
const err72 = {instancePath:instancePath+"/http/endpoints/responses/maxBodyBytes",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/maxBodyBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
if(data42.files !== undefined){
let data45 = data42.files;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
for(const key11 in data45){if(errors>=32)break;
if(!(((((((key11 === "allowUrl") || (key11 === "allowedMimes")) || (key11 === "maxBytes")) || (key11 === "maxRedirects")) || (key11 === "timeoutMs")) || (key11 === "maxChars")) || (key11 === "pdf"))){
const err73 = {instancePath:instancePath+"/http/endpoints/responses/files",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data45.allowUrl !== undefined){
if(typeof data45.allowUrl !== "boolean"){
const err74 = {instancePath:instancePath+"/http/endpoints/responses/files/allowUrl",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/allowUrl/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data45.allowedMimes !== undefined){
let data47 = data45.allowedMimes;
if(Array.isArray(data47)){
const len1 = data47.length;
for(let i1=0; i1<len1 && errors<32; i1++){
if(typeof data47[i1] !== "string"){
const err75 = {instancePath:instancePath+"/http/endpoints/responses/files/allowedMimes/" + i1,schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/allowedMimes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/http/endpoints/responses/files/allowedMimes",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/allowedMimes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data45.maxBytes !== undefined){
let data49 = data45.maxBytes;
if(!(((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49))) && (isFinite(data49)))){
const err77 = {instancePath:instancePath+"/http/endpoints/responses/files/maxBytes",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/maxBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 < 1 || isNaN(data49)){
const err78 = {instancePath:instancePath+"/http/endpoints/responses/files/maxBytes",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/maxBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
if(data45.maxRedirects !== undefined){
let data50 = data45.maxRedirects;
if(!(((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50))) && (isFinite(data50)))){
const err79 = {instancePath:instancePath+"/http/endpoints/responses/files/maxRedirects",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/maxRedirects/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if((typeof data50 == "number") && (isFinite(data50))){
if(data50 < 0 || isNaN(data50)){
const err80 = {instancePath:instancePath+"/http/endpoints/responses/files/maxRedirects",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/maxRedirects/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
if(data45.timeoutMs !== undefined){
let data51 = data45.timeoutMs;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err81 = {instancePath:instancePath+"/http/endpoints/responses/files/timeoutMs",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/timeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 1 || isNaN(data51)){
const err82 = {instancePath:instancePath+"/http/endpoints/responses/files/timeoutMs",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
if(data45.maxChars !== undefined){
let data52 = data45.maxChars;
if(!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))){
const err83 = {instancePath:instancePath+"/http/endpoints/responses/files/maxChars",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 < 1 || isNaN(data52)){
const err84 = {instancePath:instancePath+"/http/endpoints/responses/files/maxChars",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
if(data45.pdf !== undefined){
let data53 = data45.pdf;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key12 in data53){if(errors>=32)break;
if(!(((key12 === "maxPages") || (key12 === "maxPixels")) || (key12 === "minTextChars"))){
const err85 = {instancePath:instancePath+"/http/endpoints/responses/files/pdf",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/pdf/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data53.maxPages !== undefined){
let data54 = data53.maxPages;
if(!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))){
const err86 = {instancePath:instancePath+"/http/endpoints/responses/files/pdf/maxPages",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/pdf/properties/maxPages/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 < 1 || isNaN(data54)){
const err87 = {instancePath:instancePath+"/http/endpoints/responses/files/pdf/maxPages",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/pdf/properties/maxPages/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
if(data53.maxPixels !== undefined){
let data55 = data53.maxPixels;
if(!(((typeof data55 == "number") && (!(data55 % 1) && !isNaN(data55))) && (isFinite(data55)))){
const err88 = {instancePath:instancePath+"/http/endpoints/responses/files/pdf/maxPixels",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/pdf/properties/maxPixels/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if((typeof data55 == "number") && (isFinite(data55))){
if(data55 < 1 || isNaN(data55)){
const err89 = {instancePath:instancePath+"/http/endpoints/responses/files/pdf/maxPixels",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/pdf/properties/maxPixels/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
if(data53.minTextChars !== undefined){
let data56 = data53.minTextChars;
if(!(((typeof data56 == "number") && (!(data56 % 1) && !isNaN(data56))) && (isFinite(data56)))){
const err90 = {instancePath:instancePath+"/http/endpoints/responses/files/pdf/minTextChars",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/pdf/properties/minTextChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if((typeof data56 == "number") && (isFinite(data56))){
if(data56 < 0 || isNaN(data56)){
const err91 = {instancePath:instancePath+"/http/endpoints/responses/files/pdf/minTextChars",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/pdf/properties/minTextChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
}
else {
const err92 = {instancePath:instancePath+"/http/endpoints/responses/files/pdf",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/properties/pdf/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/http/endpoints/responses/files",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/files/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data42.images !== undefined){
let data57 = data42.images;
if(data57 && typeof data57 == "object" && !Array.isArray(data57)){
for(const key13 in data57){if(errors>=32)break;
if(!(((((key13 === "allowUrl") || (key13 === "allowedMimes")) || (key13 === "maxBytes")) || (key13 === "maxRedirects")) || (key13 === "timeoutMs"))){
const err94 = {instancePath:instancePath+"/http/endpoints/responses/images",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data57.allowUrl !== undefined){
if(typeof data57.allowUrl !== "boolean"){
const err95 = {instancePath:instancePath+"/http/endpoints/responses/images/allowUrl",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/allowUrl/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data57.allowedMimes !== undefined){
let data59 = data57.allowedMimes;
if(Array.isArray(data59)){
const len2 = data59.length;
for(let i2=0; i2<len2 && errors<32; i2++){
if(typeof data59[i2] !== "string"){
const err96 = {instancePath:instancePath+"/http/endpoints/responses/images/allowedMimes/" + i2,schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/allowedMimes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
else {
const err97 = {instancePath:instancePath+"/http/endpoints/responses/images/allowedMimes",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/allowedMimes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data57.maxBytes !== undefined){
let data61 = data57.maxBytes;
if(!(((typeof data61 == "number") && (!(data61 % 1) && !isNaN(data61))) && (isFinite(data61)))){
const err98 = {instancePath:instancePath+"/http/endpoints/responses/images/maxBytes",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/maxBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 < 1 || isNaN(data61)){
const err99 = {instancePath:instancePath+"/http/endpoints/responses/images/maxBytes",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/maxBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
if(data57.maxRedirects !== undefined){
let data62 = data57.maxRedirects;
if(!(((typeof data62 == "number") && (!(data62 % 1) && !isNaN(data62))) && (isFinite(data62)))){
const err100 = {instancePath:instancePath+"/http/endpoints/responses/images/maxRedirects",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/maxRedirects/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if((typeof data62 == "number") && (isFinite(data62))){
if(data62 < 0 || isNaN(data62)){
const err101 = {instancePath:instancePath+"/http/endpoints/responses/images/maxRedirects",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/maxRedirects/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
}
if(data57.timeoutMs !== undefined){
let data63 = data57.timeoutMs;
if(!(((typeof data63 == "number") && (!(data63 % 1) && !isNaN(data63))) && (isFinite(data63)))){
const err102 = {instancePath:instancePath+"/http/endpoints/responses/images/timeoutMs",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/timeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if((typeof data63 == "number") && (isFinite(data63))){
if(data63 < 1 || isNaN(data63)){
const err103 = {instancePath:instancePath+"/http/endpoints/responses/images/timeoutMs",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
}
else {
const err104 = {instancePath:instancePath+"/http/endpoints/responses/images",schemaPath:"#/properties/http/properties/endpoints/properties/responses/properties/images/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
else {
const err105 = {instancePath:instancePath+"/http/endpoints/responses",schemaPath:"#/properties/http/properties/endpoints/properties/responses/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
else {
const err106 = {instancePath:instancePath+"/http/endpoints",schemaPath:"#/properties/http/properties/endpoints/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
else {
const err107 = {instancePath:instancePath+"/http",schemaPath:"#/properties/http/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data.nodes !== undefined){
let data64 = data.nodes;
if(data64 && typeof data64 == "object" && !Array.isArray(data64)){
for(const key14 in data64){if(errors>=32)break;
if(!(((key14 === "browser") || (key14 === "allowCommands")) || (key14 === "denyCommands"))){
const err108 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data64.browser !== undefined){
let data65 = data64.browser;
if(data65 && typeof data65 == "object" && !Array.isArray(data65)){
for(const key15 in data65){if(errors>=32)break;
if(!((key15 === "mode") || (key15 === "node"))){
const err109 = {instancePath:instancePath+"/nodes/browser",schemaPath:"#/properties/nodes/properties/browser/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data65.mode !== undefined){
let data66 = data65.mode;
if(typeof data66 !== "string"){
const err110 = {instancePath:instancePath+"/nodes/browser/mode",schemaPath:"#/properties/nodes/properties/browser/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if(!(((data66 === "auto") || (data66 === "manual")) || (data66 === "off"))){
const err111 = {instancePath:instancePath+"/nodes/browser/mode",schemaPath:"#/properties/nodes/properties/browser/properties/mode/enum",keyword:"enum",params:{allowedValues: schema14.properties.nodes.properties.browser.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data65.node !== undefined){
let data67 = data65.node;
if(typeof data67 === "string"){
if(data67.length < 1){
const err112 = {instancePath:instancePath+"/nodes/browser/node",schemaPath:"#/properties/nodes/properties/browser/properties/node/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
else {
const err113 = {instancePath:instancePath+"/nodes/browser/node",schemaPath:"#/properties/nodes/properties/browser/properties/node/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
else {
const err114 = {instancePath:instancePath+"/nodes/browser",schemaPath:"#/properties/nodes/properties/browser/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data64.allowCommands !== undefined){
let data68 = data64.allowCommands;
if(Array.isArray(data68)){
const len3 = data68.length;
for(let i3=0; i3<len3 && errors<32; i3++){
if(typeof data68[i3] !== "string"){
const err115 = {instancePath:instancePath+"/nodes/allowCommands/" + i3,schemaPath:"#/properties/nodes/properties/allowCommands/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
else {
const err116 = {instancePath:instancePath+"/nodes/allowCommands",schemaPath:"#/properties/nodes/properties/allowCommands/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data64.denyCommands !== undefined){
let data70 = data64.denyCommands;
if(Array.isArray(data70)){
const len4 = data70.length;
for(let i4=0; i4<len4 && errors<32; i4++){
if(typeof data70[i4] !== "string"){
const err117 = {instancePath:instancePath+"/nodes/denyCommands/" + i4,schemaPath:"#/properties/nodes/properties/denyCommands/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
else {
const err118 = {instancePath:instancePath+"/nodes/denyCommands",schemaPath:"#/properties/nodes/properties/denyCommands/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
else {
const err119 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
else {
const err120 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

const schema17 = {"type":"object","properties":{"defaults":{"type":"object","properties":{"groupPolicy":{"type":"string","enum":["open","disabled","allowlist"],"description":"Which groups are served. Default allowlist."},"heartbeat":{"$ref":"#/$defs/HeartbeatVisibilityConfig"}},"description":"For every channel that says nothing.","additionalProperties":false},"whatsapp":{"$ref":"#/$defs/WhatsAppConfig"},"telegram":{"$ref":"#/$defs/TelegramConfig"},"discord":{"type":"object","properties":{},"description":"Discord; its keys are checked by its own adapter.","additionalProperties":true},"googlechat":{"type":"object","properties":{},"description":"Google Chat; its keys are checked by its own adapter.","additionalProperties":true},"slack":{"type":"object","properties":{},"description":"Slack; its keys are checked by its own adapter.","additionalProperties":true},"signal":{"type":"object","properties":{},"description":"Signal; its keys are checked by its own adapter.","additionalProperties":true},"imessage":{"type":"object","properties":{},"description":"iMessage; its keys are checked by its own adapter.","additionalProperties":true},"bluebubbles":{"type":"object","properties":{},"description":"BlueBubbles; its keys are checked by its own adapter.","additionalProperties":true},"msteams":{"type":"object","properties":{},"description":"Microsoft Teams; its keys are checked by its own adapter.","additionalProperties":true}},"description":"Chat networks. Ids not listed here belong to extensions.","additionalProperties":true};
const schema18 = {"type":"object","properties":{"showOk":{"type":"boolean","description":"Deliver \"all is well\". Default false."},"showAlerts":{"type":"boolean","description":"Deliver alerts. Default true."},"useIndicator":{"type":"boolean","description":"Show the state in clients. Default true."}},"description":"What of a heartbeat becomes visible.","additionalProperties":false};
const schema19 = {"type":"object","properties":{"name":{"type":"string","description":"Display name of the account."},"enabled":{"type":"boolean","description":"Default true."},"dmPolicy":{"type":"string","enum":["pairing","allowlist","open","disabled"],"description":"Who may write directly. Default pairing."},"groupPolicy":{"type":"string","enum":["open","disabled","allowlist"],"description":"Which groups are served. Default allowlist."},"configWrites":{"type":"boolean","description":"Let the channel change this file. Default true."},"markdown":{"type":"object","properties":{"tables":{"type":"string","enum":["off","bullets","code"],"description":"How tables are shown."}},"description":"Formatting.","additionalProperties":false},"historyLimit":{"type":"integer","minimum":0,"description":"Group messages kept as context."},"dmHistoryLimit":{"type":"integer","minimum":0,"description":"Direct messages kept as context."},"dms":{"type":"object","additionalProperties":{"type":"object","properties":{"historyLimit":{"type":"integer","minimum":0,"description":"Messages kept as context."}},"description":"One direct chat.","additionalProperties":false},"description":"By sender id."},"textChunkLimit":{"type":"integer","minimum":1,"description":"Longest message, characters."},"chunkMode":{"type":"string","enum":["length","newline"],"description":"Where long texts are cut."},"mediaMaxMb":{"type":"number","exclusiveMinimum":0,"description":"Largest attachment, megabytes."},"blockStreaming":{"type":"boolean","description":"Send finished parts while the rest is still written."},"blockStreamingCoalesce":{"$ref":"#/$defs/CoalescingConfig"},"heartbeat":{"$ref":"#/$defs/HeartbeatVisibilityConfig"},"capabilities":{"type":"array","items":{"type":"string"},"description":"Optional abilities switched on."},"allowFrom":{"type":"array","items":{"type":"string"},"description":"Numbers that may write directly; `*` for everybody."},"groupAllowFrom":{"type":"array","items":{"type":"string"},"description":"Numbers that may address the agent in groups."},"groups":{"type":"object","additionalProperties":{"type":"object","properties":{"requireMention":{"type":"boolean","description":"Answer only when mentioned."},"tools":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools in this group.","additionalProperties":false},"toolsBySender":{"type":"object","additionalProperties":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools for one sender.","additionalProperties":false},"description":"By sender id."}},"description":"One group.","additionalProperties":false},"description":"By group id; `*` for the rest."},"selfChatMode":{"type":"boolean","description":"The number is the operator’s own."},"sendReadReceipts":{"type":"boolean","description":"Default true."},"messagePrefix":{"type":"string","description":"Put before incoming texts."},"debounceMs":{"type":"integer","minimum":0,"description":"Quiet time that ends a burst of messages, milliseconds. Default 0."},"ackReaction":{"type":"object","properties":{"emoji":{"type":"string","description":"Reaction; empty for none."},"direct":{"type":"boolean","description":"In direct chats. Default true."},"group":{"type":"string","enum":["always","mentions","never"],"description":"In groups. Default mentions."}},"description":"Reaction that says a message was seen.","additionalProperties":false},"actions":{"type":"object","properties":{"reactions":{"type":"boolean","description":"Default true."},"sendMessage":{"type":"boolean","description":"Default true."},"polls":{"type":"boolean","description":"Default true."}},"description":"What the agent may do.","additionalProperties":false},"accounts":{"type":"object","additionalProperties":{"type":"object","properties":{"name":{"type":"string","description":"Display name of the account."},"enabled":{"type":"boolean","description":"Default true."},"dmPolicy":{"type":"string","enum":["pairing","allowlist","open","disabled"],"description":"Who may write directly. Default pairing."},"groupPolicy":{"type":"string","enum":["open","disabled","allowlist"],"description":"Which groups are served. Default allowlist."},"configWrites":{"type":"boolean","description":"Let the channel change this file. Default true."},"markdown":{"type":"object","properties":{"tables":{"type":"string","enum":["off","bullets","code"],"description":"How tables are shown."}},"description":"Formatting.","additionalProperties":false},"historyLimit":{"type":"integer","minimum":0,"description":"Group messages kept as context."},"dmHistoryLimit":{"type":"integer","minimum":0,"description":"Direct messages kept as context."},"dms":{"type":"object","additionalProperties":{"type":"object","properties":{"historyLimit":{"type":"integer","minimum":0,"description":"Messages kept as context."}},"description":"One direct chat.","additionalProperties":false},"description":"By sender id."},"textChunkLimit":{"type":"integer","minimum":1,"description":"Longest message, characters."},"chunkMode":{"type":"string","enum":["length","newline"],"description":"Where long texts are cut."},"mediaMaxMb":{"type":"number","exclusiveMinimum":0,"description":"Largest attachment, megabytes."},"blockStreaming":{"type":"boolean","description":"Send finished parts while the rest is still written."},"blockStreamingCoalesce":{"$ref":"#/$defs/CoalescingConfig"},"heartbeat":{"$ref":"#/$defs/HeartbeatVisibilityConfig"},"capabilities":{"type":"array","items":{"type":"string"},"description":"Optional abilities switched on."},"allowFrom":{"type":"array","items":{"type":"string"},"description":"Numbers that may write directly; `*` for everybody."},"groupAllowFrom":{"type":"array","items":{"type":"string"},"description":"Numbers that may address the agent in groups."},"groups":{"type":"object","additionalProperties":{"type":"object","properties":{"requireMention":{"type":"boolean","description":"Answer only when mentioned."},"tools":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools in this group.","additionalProperties":false},"toolsBySender":{"type":"object","additionalProperties":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools for one sender.","additionalProperties":false},"description":"By sender id."}},"description":"One group.","additionalProperties":false},"description":"By group id; `*` for the rest."},"selfChatMode":{"type":"boolean","description":"The number is the operator’s own."},"sendReadReceipts":{"type":"boolean","description":"Default true."},"messagePrefix":{"type":"string","description":"Put before incoming texts."},"debounceMs":{"type":"integer","minimum":0,"description":"Quiet time that ends a burst of messages, milliseconds. Default 0."},"ackReaction":{"type":"object","properties":{"emoji":{"type":"string","description":"Reaction; empty for none."},"direct":{"type":"boolean","description":"In direct chats. Default true."},"group":{"type":"string","enum":["always","mentions","never"],"description":"In groups. Default mentions."}},"description":"Reaction that says a message was seen.","additionalProperties":false},"actions":{"type":"object","properties":{"reactions":{"type":"boolean","description":"Default true."},"sendMessage":{"type":"boolean","description":"Default true."},"polls":{"type":"boolean","description":"Default true."}},"description":"What the agent may do.","additionalProperties":false},"authDir":{"type":"string","minLength":1,"description":"Where its keys are kept. `~` is the home directory."}},"description":"One account.","additionalProperties":false},"description":"By account id."}},"description":"WhatsApp.","additionalProperties":false};
const schema20 = {"type":"object","properties":{"minChars":{"type":"integer","minimum":1,"description":"Wait for at least this many characters."},"maxChars":{"type":"integer","minimum":1,"description":"Send at this many characters at the latest."},"idleMs":{"type":"integer","minimum":0,"description":"Send after this much silence, milliseconds."}},"description":"How small streamed parts are merged before they are sent.","additionalProperties":false};

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema19.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err1 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.enabled !== undefined){
if(typeof data.enabled !== "boolean"){
const err2 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.dmPolicy !== undefined){
let data2 = data.dmPolicy;
if(typeof data2 !== "string"){
const err3 = {instancePath:instancePath+"/dmPolicy",schemaPath:"#/properties/dmPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!((((data2 === "pairing") || (data2 === "allowlist")) || (data2 === "open")) || (data2 === "disabled"))){
const err4 = {instancePath:instancePath+"/dmPolicy",schemaPath:"#/properties/dmPolicy/enum",keyword:"enum",params:{allowedValues: schema19.properties.dmPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.groupPolicy !== undefined){
let data3 = data.groupPolicy;
if(typeof data3 !== "string"){
const err5 = {instancePath:instancePath+"/groupPolicy",schemaPath:"#/properties/groupPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!(((data3 === "open") || (data3 === "disabled")) || (data3 === "allowlist"))){
const err6 = {instancePath:instancePath+"/groupPolicy",schemaPath:"#/properties/groupPolicy/enum",keyword:"enum",params:{allowedValues: schema19.properties.groupPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.configWrites !== undefined){
if(typeof data.configWrites !== "boolean"){
const err7 = {instancePath:instancePath+"/configWrites",schemaPath:"#/properties/configWrites/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.markdown !== undefined){
let data5 = data.markdown;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){if(errors>=32)break;
if(!(key1 === "tables")){
const err8 = {instancePath:instancePath+"/markdown",schemaPath:"#/properties/markdown/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data5.tables !== undefined){
let data6 = data5.tables;
if(typeof data6 !== "string"){
const err9 = {instancePath:instancePath+"/markdown/tables",schemaPath:"#/properties/markdown/properties/tables/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!(((data6 === "off") || (data6 === "bullets")) || (data6 === "code"))){
const err10 = {instancePath:instancePath+"/markdown/tables",schemaPath:"#/properties/markdown/properties/tables/enum",keyword:"enum",params:{allowedValues: schema19.properties.markdown.properties.tables.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/markdown",schemaPath:"#/properties/markdown/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.historyLimit !== undefined){
let data7 = data.historyLimit;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err12 = {instancePath:instancePath+"/historyLimit",schemaPath:"#/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err13 = {instancePath:instancePath+"/historyLimit",schemaPath:"#/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.dmHistoryLimit !== undefined){
let data8 = data.dmHistoryLimit;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err14 = {instancePath:instancePath+"/dmHistoryLimit",schemaPath:"#/properties/dmHistoryLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err15 = {instancePath:instancePath+"/dmHistoryLimit",schemaPath:"#/properties/dmHistoryLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.dms !== undefined){
let data9 = data.dms;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){if(errors>=32)break;
let data10 = data9[key2];
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key3 in data10){if(errors>=32)break;
if(!(key3 === "historyLimit")){
const err16 = {instancePath:instancePath+"/dms/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/dms/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data10.historyLimit !== undefined){
let data11 = data10.historyLimit;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err17 = {instancePath:instancePath+"/dms/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/dms/additionalProperties/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err18 = {instancePath:instancePath+"/dms/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/dms/additionalProperties/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
}
else {
const err19 = {instancePath:instancePath+"/dms/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/dms/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/dms",schemaPath:"#/properties/dms/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.textChunkLimit !== undefined){
let data12 = data.textChunkLimit;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err21 = {instancePath:instancePath+"/textChunkLimit",schemaPath:"#/properties/textChunkLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 1 || isNaN(data12)){
const err22 = {instancePath:instancePath+"/textChunkLimit",schemaPath:"#/properties/textChunkLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data.chunkMode !== undefined){
let data13 = data.chunkMode;
if(typeof data13 !== "string"){
const err23 = {instancePath:instancePath+"/chunkMode",schemaPath:"#/properties/chunkMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!((data13 === "length") || (data13 === "newline"))){
const err24 = {instancePath:instancePath+"/chunkMode",schemaPath:"#/properties/chunkMode/enum",keyword:"enum",params:{allowedValues: schema19.properties.chunkMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.mediaMaxMb !== undefined){
let data14 = data.mediaMaxMb;
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 <= 0 || isNaN(data14)){
const err25 = {instancePath:instancePath+"/mediaMaxMb",schemaPath:"#/properties/mediaMaxMb/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/mediaMaxMb",schemaPath:"#/properties/mediaMaxMb/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.blockStreaming !== undefined){
if(typeof data.blockStreaming !== "boolean"){
const err27 = {instancePath:instancePath+"/blockStreaming",schemaPath:"#/properties/blockStreaming/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.blockStreamingCoalesce !== undefined){
let data16 = data.blockStreamingCoalesce;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key4 in data16){if(errors>=32)break;
if(!(((key4 === "minChars") || (key4 === "maxChars")) || (key4 === "idleMs"))){
const err28 = {instancePath:instancePath+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data16.minChars !== undefined){
let data17 = data16.minChars;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err29 = {instancePath:instancePath+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
const err30 = {instancePath:instancePath+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data16.maxChars !== undefined){
let data18 = data16.maxChars;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err31 = {instancePath:instancePath+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 1 || isNaN(data18)){
const err32 = {instancePath:instancePath+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data16.idleMs !== undefined){
let data19 = data16.idleMs;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err33 = {instancePath:instancePath+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
const err34 = {instancePath:instancePath+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
}
else {
const err35 = {instancePath:instancePath+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.heartbeat !== undefined){
let data20 = data.heartbeat;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key5 in data20){if(errors>=32)break;
if(!(((key5 === "showOk") || (key5 === "showAlerts")) || (key5 === "useIndicator"))){
const err36 = {instancePath:instancePath+"/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data20.showOk !== undefined){
if(typeof data20.showOk !== "boolean"){
const err37 = {instancePath:instancePath+"/heartbeat/showOk",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showOk/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data20.showAlerts !== undefined){
if(typeof data20.showAlerts !== "boolean"){
const err38 = {instancePath:instancePath+"/heartbeat/showAlerts",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showAlerts/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data20.useIndicator !== undefined){
if(typeof data20.useIndicator !== "boolean"){
const err39 = {instancePath:instancePath+"/heartbeat/useIndicator",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/useIndicator/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.capabilities !== undefined){
let data24 = data.capabilities;
if(Array.isArray(data24)){
const len0 = data24.length;
for(let i0=0; i0<len0 && errors<32; i0++){
if(typeof data24[i0] !== "string"){
const err41 = {instancePath:instancePath+"/capabilities/" + i0,schemaPath:"#/properties/capabilities/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/capabilities",schemaPath:"#/properties/capabilities/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.allowFrom !== undefined){
let data26 = data.allowFrom;
if(Array.isArray(data26)){
const len1 = data26.length;
for(let i1=0; i1<len1 && errors<32; i1++){
if(typeof data26[i1] !== "string"){
const err43 = {instancePath:instancePath+"/allowFrom/" + i1,schemaPath:"#/properties/allowFrom/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/allowFrom",schemaPath:"#/properties/allowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.groupAllowFrom !== undefined){
let data28 = data.groupAllowFrom;
if(Array.isArray(data28)){
const len2 = data28.length;
for(let i2=0; i2<len2 && errors<32; i2++){
if(typeof data28[i2] !== "string"){
const err45 = {instancePath:instancePath+"/groupAllowFrom/" + i2,schemaPath:"#/properties/groupAllowFrom/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/groupAllowFrom",schemaPath:"#/properties/groupAllowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.groups !== undefined){
let data30 = data.groups;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key6 in data30){if(errors>=32)break;
let data31 = data30[key6];
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key7 in data31){if(errors>=32)break;
if(!(((key7 === "requireMention") || (key7 === "tools")) || (key7 === "toolsBySender"))){
const err47 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data31.requireMention !== undefined){
if(typeof data31.requireMention !== "boolean"){
const err48 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/requireMention",schemaPath:"#/properties/groups/additionalProperties/properties/requireMention/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data31.tools !== undefined){
let data33 = data31.tools;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
for(const key8 in data33){if(errors>=32)break;
if(!(((key8 === "allow") || (key8 === "alsoAllow")) || (key8 === "deny"))){
const err49 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools",schemaPath:"#/properties/groups/additionalProperties/properties/tools/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data33.allow !== undefined){
let data34 = data33.allow;
if(Array.isArray(data34)){
const len3 = data34.length;
for(let i3=0; i3<len3 && errors<32; i3++){
if(typeof data34[i3] !== "string"){
const err50 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/allow/" + i3,schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/allow",schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data33.alsoAllow !== undefined){
let data36 = data33.alsoAllow;
if(Array.isArray(data36)){
const len4 = data36.length;
for(let i4=0; i4<len4 && errors<32; i4++){
if(typeof data36[i4] !== "string"){
const err52 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/alsoAllow/" + i4,schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/alsoAllow",schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data33.deny !== undefined){
let data38 = data33.deny;
if(Array.isArray(data38)){
const len5 = data38.length;
for(let i5=0; i5<len5 && errors<32; i5++){
if(typeof data38[i5] !== "string"){
const err54 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/deny/" + i5,schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/deny",schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
else {
const err56 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools",schemaPath:"#/properties/groups/additionalProperties/properties/tools/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data31.toolsBySender !== undefined){
let data40 = data31.toolsBySender;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
for(const key9 in data40){if(errors>=32)break;
let data41 = data40[key9];
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key10 in data41){if(errors>=32)break;
if(!(((key10 === "allow") || (key10 === "alsoAllow")) || (key10 === "deny"))){
const err57 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data41.allow !== undefined){
let data42 = data41.allow;
if(Array.isArray(data42)){
const len6 = data42.length;
for(let i6=0; i6<len6 && errors<32; i6++){
if(typeof data42[i6] !== "string"){
const err58 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow/" + i6,schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow",schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data41.alsoAllow !== undefined){
let data44 = data41.alsoAllow;
if(Array.isArray(data44)){
const len7 = data44.length;
for(let i7=0; i7<len7 && errors<32; i7++){
if(typeof data44[i7] !== "string"){
const err60 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow/" + i7,schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow",schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data41.deny !== undefined){
let data46 = data41.deny;
if(Array.isArray(data46)){
const len8 = data46.length;
for(let i8=0; i8<len8 && errors<32; i8++){
if(typeof data46[i8] !== "string"){
const err62 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny/" + i8,schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny",schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender",schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.selfChatMode !== undefined){
if(typeof data.selfChatMode !== "boolean"){
const err68 = {instancePath:instancePath+"/selfChatMode",schemaPath:"#/properties/selfChatMode/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data.sendReadReceipts !== undefined){
if(typeof data.sendReadReceipts !== "boolean"){
const err69 = {instancePath:instancePath+"/sendReadReceipts",schemaPath:"#/properties/sendReadReceipts/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.messagePrefix !== undefined){
if(typeof data.messagePrefix !== "string"){
const err70 = {instancePath:instancePath+"/messagePrefix",schemaPath:"#/properties/messagePrefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data.debounceMs !== undefined){
let data51 = data.debounceMs;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err71 = {instancePath:instancePath+"/debounceMs",schemaPath:"#/properties/debounceMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 0 || isNaN(data51)){
const err72 = {instancePath:instancePath+"/debounceMs",schemaPath:"#/properties/debounceMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
if(data.ackReaction !== undefined){
let data52 = data.ackReaction;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key11 in data52){if(errors>=32)break;
if(!(((key11 === "emoji") || (key11 === "direct")) || (key11 === "group"))){
const err73 = {instancePath:instancePath+"/ackReaction",schemaPath:"#/properties/ackReaction/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data52.emoji !== undefined){
if(typeof data52.emoji !== "string"){
const err74 = {instancePath:instancePath+"/ackReaction/emoji",schemaPath:"#/properties/ackReaction/properties/emoji/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data52.direct !== undefined){
if(typeof data52.direct !== "boolean"){
const err75 = {instancePath:instancePath+"/ackReaction/direct",schemaPath:"#/properties/ackReaction/properties/direct/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data52.group !== undefined){
let data55 = data52.group;
if(typeof data55 !== "string"){
const err76 = {instancePath:instancePath+"/ackReaction/group",schemaPath:"#/properties/ackReaction/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(!(((data55 === "always") || (data55 === "mentions")) || (data55 === "never"))){
const err77 = {instancePath:instancePath+"/ackReaction/group",schemaPath:"#/properties/ackReaction/properties/group/enum",keyword:"enum",params:{allowedValues: schema19.properties.ackReaction.properties.group.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/ackReaction",schemaPath:"#/properties/ackReaction/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data.actions !== undefined){
let data56 = data.actions;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
for(const key12 in data56){if(errors>=32)break;
if(!(((key12 === "reactions") || (key12 === "sendMessage")) || (key12 === "polls"))){
const err79 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data56.reactions !== undefined){
if(typeof data56.reactions !== "boolean"){
const err80 = {instancePath:instancePath+"/actions/reactions",schemaPath:"#/properties/actions/properties/reactions/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data56.sendMessage !== undefined){
if(typeof data56.sendMessage !== "boolean"){
const err81 = {instancePath:instancePath+"/actions/sendMessage",schemaPath:"#/properties/actions/properties/sendMessage/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data56.polls !== undefined){
if(typeof data56.polls !== "boolean"){
const err82 = {instancePath:instancePath+"/actions/polls",schemaPath:"#/properties/actions/properties/polls/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.accounts !== undefined){
let data60 = data.accounts;
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
for(const key13 in data60){if(errors>=32)break;
let data61 = data60[key13];
if(data61 && typeof data61 == "object" && !Array.isArray(data61)){
for(const key14 in data61){if(errors>=32)break;
if(!(func2.call(schema19.properties.accounts.additionalProperties.properties, key14))){
const err84 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data61.name !== undefined){
if(typeof data61.name !== "string"){
const err85 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/accounts/additionalProperties/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data61.enabled !== undefined){
if(typeof data61.enabled !== "boolean"){
const err86 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/accounts/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data61.dmPolicy !== undefined){
let data64 = data61.dmPolicy;
if(typeof data64 !== "string"){
const err87 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dmPolicy",schemaPath:"#/properties/accounts/additionalProperties/properties/dmPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(!((((data64 === "pairing") || (data64 === "allowlist")) || (data64 === "open")) || (data64 === "disabled"))){
const err88 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dmPolicy",schemaPath:"#/properties/accounts/additionalProperties/properties/dmPolicy/enum",keyword:"enum",params:{allowedValues: schema19.properties.accounts.additionalProperties.properties.dmPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data61.groupPolicy !== undefined){
let data65 = data61.groupPolicy;
if(typeof data65 !== "string"){
const err89 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupPolicy",schemaPath:"#/properties/accounts/additionalProperties/properties/groupPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if(!(((data65 === "open") || (data65 === "disabled")) || (data65 === "allowlist"))){
const err90 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupPolicy",schemaPath:"#/properties/accounts/additionalProperties/properties/groupPolicy/enum",keyword:"enum",params:{allowedValues: schema19.properties.accounts.additionalProperties.properties.groupPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data61.configWrites !== undefined){
if(typeof data61.configWrites !== "boolean"){
const err91 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/configWrites",schemaPath:"#/properties/accounts/additionalProperties/properties/configWrites/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data61.markdown !== undefined){
let data67 = data61.markdown;
if(data67 && typeof data67 == "object" && !Array.isArray(data67)){
for(const key15 in data67){if(errors>=32)break;
if(!(key15 === "tables")){
const err92 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/markdown",schemaPath:"#/properties/accounts/additionalProperties/properties/markdown/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data67.tables !== undefined){
let data68 = data67.tables;
if(typeof data68 !== "string"){
const err93 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/markdown/tables",schemaPath:"#/properties/accounts/additionalProperties/properties/markdown/properties/tables/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(!(((data68 === "off") || (data68 === "bullets")) || (data68 === "code"))){
const err94 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/markdown/tables",schemaPath:"#/properties/accounts/additionalProperties/properties/markdown/properties/tables/enum",keyword:"enum",params:{allowedValues: schema19.properties.accounts.additionalProperties.properties.markdown.properties.tables.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
else {
const err95 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/markdown",schemaPath:"#/properties/accounts/additionalProperties/properties/markdown/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data61.historyLimit !== undefined){
let data69 = data61.historyLimit;
if(!(((typeof data69 == "number") && (!(data69 % 1) && !isNaN(data69))) && (isFinite(data69)))){
const err96 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if((typeof data69 == "number") && (isFinite(data69))){
if(data69 < 0 || isNaN(data69)){
const err97 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
if(data61.dmHistoryLimit !== undefined){
let data70 = data61.dmHistoryLimit;
if(!(((typeof data70 == "number") && (!(data70 % 1) && !isNaN(data70))) && (isFinite(data70)))){
const err98 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dmHistoryLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/dmHistoryLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if((typeof data70 == "number") && (isFinite(data70))){
if(data70 < 0 || isNaN(data70)){
const err99 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dmHistoryLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/dmHistoryLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
if(data61.dms !== undefined){
let data71 = data61.dms;
if(data71 && typeof data71 == "object" && !Array.isArray(data71)){
for(const key16 in data71){if(errors>=32)break;
let data72 = data71[key16];
if(data72 && typeof data72 == "object" && !Array.isArray(data72)){
for(const key17 in data72){if(errors>=32)break;
if(!(key17 === "historyLimit")){
const err100 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/dms/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data72.historyLimit !== undefined){
let data73 = data72.historyLimit;
if(!(((typeof data73 == "number") && (!(data73 % 1) && !isNaN(data73))) && (isFinite(data73)))){
const err101 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms/" + key16.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/dms/additionalProperties/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if((typeof data73 == "number") && (isFinite(data73))){
if(data73 < 0 || isNaN(data73)){
const err102 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms/" + key16.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/dms/additionalProperties/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
}
}
else {
const err103 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/dms/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
else {
const err104 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms",schemaPath:"#/properties/accounts/additionalProperties/properties/dms/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data61.textChunkLimit !== undefined){
let data74 = data61.textChunkLimit;
if(!(((typeof data74 == "number") && (!(data74 % 1) && !isNaN(data74))) && (isFinite(data74)))){
const err105 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/textChunkLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/textChunkLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if((typeof data74 == "number") && (isFinite(data74))){
if(data74 < 1 || isNaN(data74)){
const err106 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/textChunkLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/textChunkLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
if(data61.chunkMode !== undefined){
let data75 = data61.chunkMode;
if(typeof data75 !== "string"){
const err107 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/chunkMode",schemaPath:"#/properties/accounts/additionalProperties/properties/chunkMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if(!((data75 === "length") || (data75 === "newline"))){
const err108 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/chunkMode",schemaPath:"#/properties/accounts/additionalProperties/properties/chunkMode/enum",keyword:"enum",params:{allowedValues: schema19.properties.accounts.additionalProperties.properties.chunkMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data61.mediaMaxMb !== undefined){
let data76 = data61.mediaMaxMb;
if((typeof data76 == "number") && (isFinite(data76))){
if(data76 <= 0 || isNaN(data76)){
const err109 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/mediaMaxMb",schemaPath:"#/properties/accounts/additionalProperties/properties/mediaMaxMb/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
else {
const err110 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/mediaMaxMb",schemaPath:"#/properties/accounts/additionalProperties/properties/mediaMaxMb/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data61.blockStreaming !== undefined){
if(typeof data61.blockStreaming !== "boolean"){
const err111 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreaming",schemaPath:"#/properties/accounts/additionalProperties/properties/blockStreaming/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data61.blockStreamingCoalesce !== undefined){
let data78 = data61.blockStreamingCoalesce;
if(data78 && typeof data78 == "object" && !Array.isArray(data78)){
for(const key18 in data78){if(errors>=32)break;
if(!(((key18 === "minChars") || (key18 === "maxChars")) || (key18 === "idleMs"))){
const err112 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data78.minChars !== undefined){
let data79 = data78.minChars;
if(!(((typeof data79 == "number") && (!(data79 % 1) && !isNaN(data79))) && (isFinite(data79)))){
const err113 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
if((typeof data79 == "number") && (isFinite(data79))){
if(data79 < 1 || isNaN(data79)){
const err114 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
if(data78.maxChars !== undefined){
let data80 = data78.maxChars;
if(!(((typeof data80 == "number") && (!(data80 % 1) && !isNaN(data80))) && (isFinite(data80)))){
const err115 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if((typeof data80 == "number") && (isFinite(data80))){
if(data80 < 1 || isNaN(data80)){
const err116 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
if(data78.idleMs !== undefined){
let data81 = data78.idleMs;
if(!(((typeof data81 == "number") && (!(data81 % 1) && !isNaN(data81))) && (isFinite(data81)))){
const err117 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if((typeof data81 == "number") && (isFinite(data81))){
if(data81 < 0 || isNaN(data81)){
const err118 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
}
else {
const err119 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(data61.heartbeat !== undefined){
let data82 = data61.heartbeat;
if(data82 && typeof data82 == "object" && !Array.isArray(data82)){
for(const key19 in data82){if(errors>=32)break;
if(!(((key19 === "showOk") || (key19 === "showAlerts")) || (key19 === "useIndicator"))){
const err120 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data82.showOk !== undefined){
if(typeof data82.showOk !== "boolean"){
const err121 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat/showOk",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showOk/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(data82.showAlerts !== undefined){
if(typeof data82.showAlerts !== "boolean"){
const err122 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat/showAlerts",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showAlerts/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data82.useIndicator !== undefined){
if(typeof data82.useIndicator !== "boolean"){
const err123 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat/useIndicator",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/useIndicator/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
else {
const err124 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data61.capabilities !== undefined){
let data86 = data61.capabilities;
if(Array.isArray(data86)){
const len9 = data86.length;
for(let i9=0; i9<len9 && errors<32; i9++){
if(typeof data86[i9] !== "string"){
const err125 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities/" + i9,schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
else {
const err126 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities",schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data61.allowFrom !== undefined){
let data88 = data61.allowFrom;
if(Array.isArray(data88)){
const len10 = data88.length;
for(let i10=0; i10<len10 && errors<32; i10++){
if(typeof data88[i10] !== "string"){
const err127 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i10,schemaPath:"#/properties/accounts/additionalProperties/properties/allowFrom/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
else {
const err128 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom",schemaPath:"#/properties/accounts/additionalProperties/properties/allowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data61.groupAllowFrom !== undefined){
let data90 = data61.groupAllowFrom;
if(Array.isArray(data90)){
const len11 = data90.length;
for(let i11=0; i11<len11 && errors<32; i11++){
if(typeof data90[i11] !== "string"){
const err129 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupAllowFrom/" + i11,schemaPath:"#/properties/accounts/additionalProperties/properties/groupAllowFrom/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
}
else {
const err130 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupAllowFrom",schemaPath:"#/properties/accounts/additionalProperties/properties/groupAllowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
if(data61.groups !== undefined){
let data92 = data61.groups;
if(data92 && typeof data92 == "object" && !Array.isArray(data92)){
for(const key20 in data92){if(errors>=32)break;
let data93 = data92[key20];
if(data93 && typeof data93 == "object" && !Array.isArray(data93)){
for(const key21 in data93){if(errors>=32)break;
if(!(((key21 === "requireMention") || (key21 === "tools")) || (key21 === "toolsBySender"))){
const err131 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data93.requireMention !== undefined){
if(typeof data93.requireMention !== "boolean"){
const err132 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/requireMention",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/requireMention/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data93.tools !== undefined){
let data95 = data93.tools;
if(data95 && typeof data95 == "object" && !Array.isArray(data95)){
for(const key22 in data95){if(errors>=32)break;
if(!(((key22 === "allow") || (key22 === "alsoAllow")) || (key22 === "deny"))){
const err133 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data95.allow !== undefined){
let data96 = data95.allow;
if(Array.isArray(data96)){
const len12 = data96.length;
for(let i12=0; i12<len12 && errors<32; i12++){
if(typeof data96[i12] !== "string"){
const err134 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/allow/" + i12,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
}
else {
const err135 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/allow",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
if(data95.alsoAllow !== undefined){
let data98 = data95.alsoAllow;
if(Array.isArray(data98)){
const len13 = data98.length;
for(let i13=0; i13<len13 && errors<32; i13++){
if(typeof data98[i13] !== "string"){
const err136 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/alsoAllow/" + i13,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
}
else {
const err137 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/alsoAllow",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
if(data95.deny !== undefined){
let data100 = data95.deny;
if(Array.isArray(data100)){
const len14 = data100.length;
for(let i14=0; i14<len14 && errors<32; i14++){
if(typeof data100[i14] !== "string"){
const err138 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/deny/" + i14,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
}
else {
const err139 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/deny",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
else {
const err140 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
if(data93.toolsBySender !== undefined){
let data102 = data93.toolsBySender;
if(data102 && typeof data102 == "object" && !Array.isArray(data102)){
for(const key23 in data102){if(errors>=32)break;
let data103 = data102[key23];
if(data103 && typeof data103 == "object" && !Array.isArray(data103)){
for(const key24 in data103){if(errors>=32)break;
if(!(((key24 === "allow") || (key24 === "alsoAllow")) || (key24 === "deny"))){
const err141 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key23.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key24},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
if(data103.allow !== undefined){
let data104 = data103.allow;
if(Array.isArray(data104)){
const len15 = data104.length;
for(let i15=0; i15<len15 && errors<32; i15++){
if(typeof data104[i15] !== "string"){
const err142 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key23.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow/" + i15,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
else {
const err143 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key23.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data103.alsoAllow !== undefined){
let data106 = data103.alsoAllow;
if(Array.isArray(data106)){
const len16 = data106.length;
for(let i16=0; i16<len16 && errors<32; i16++){
if(typeof data106[i16] !== "string"){
const err144 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key23.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow/" + i16,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
}
else {
const err145 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key23.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
if(data103.deny !== undefined){
let data108 = data103.deny;
if(Array.isArray(data108)){
const len17 = data108.length;
for(let i17=0; i17<len17 && errors<32; i17++){
if(typeof data108[i17] !== "string"){
const err146 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key23.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny/" + i17,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
}
else {
const err147 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key23.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
}
else {
const err148 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key23.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
}
else {
const err149 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
}
else {
const err150 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key20.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
else {
const err151 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
if(data61.selfChatMode !== undefined){
if(typeof data61.selfChatMode !== "boolean"){
const err152 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/selfChatMode",schemaPath:"#/properties/accounts/additionalProperties/properties/selfChatMode/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data61.sendReadReceipts !== undefined){
if(typeof data61.sendReadReceipts !== "boolean"){
const err153 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/sendReadReceipts",schemaPath:"#/properties/accounts/additionalProperties/properties/sendReadReceipts/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
if(data61.messagePrefix !== undefined){
if(typeof data61.messagePrefix !== "string"){
const err154 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/messagePrefix",schemaPath:"#/properties/accounts/additionalProperties/properties/messagePrefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data61.debounceMs !== undefined){
let data113 = data61.debounceMs;
if(!(((typeof data113 == "number") && (!(data113 % 1) && !isNaN(data113))) && (isFinite(data113)))){
const err155 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/debounceMs",schemaPath:"#/properties/accounts/additionalProperties/properties/debounceMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if((typeof data113 == "number") && (isFinite(data113))){
if(data113 < 0 || isNaN(data113)){
const err156 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/debounceMs",schemaPath:"#/properties/accounts/additionalProperties/properties/debounceMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
}
if(data61.ackReaction !== undefined){
let data114 = data61.ackReaction;
if(data114 && typeof data114 == "object" && !Array.isArray(data114)){
for(const key25 in data114){if(errors>=32)break;
if(!(((key25 === "emoji") || (key25 === "direct")) || (key25 === "group"))){
const err157 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/ackReaction",schemaPath:"#/properties/accounts/additionalProperties/properties/ackReaction/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key25},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
if(data114.emoji !== undefined){
if(typeof data114.emoji !== "string"){
const err158 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/ackReaction/emoji",schemaPath:"#/properties/accounts/additionalProperties/properties/ackReaction/properties/emoji/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
if(data114.direct !== undefined){
if(typeof data114.direct !== "boolean"){
const err159 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/ackReaction/direct",schemaPath:"#/properties/accounts/additionalProperties/properties/ackReaction/properties/direct/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data114.group !== undefined){
let data117 = data114.group;
if(typeof data117 !== "string"){
const err160 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/ackReaction/group",schemaPath:"#/properties/accounts/additionalProperties/properties/ackReaction/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if(!(((data117 === "always") || (data117 === "mentions")) || (data117 === "never"))){
const err161 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/ackReaction/group",schemaPath:"#/properties/accounts/additionalProperties/properties/ackReaction/properties/group/enum",keyword:"enum",params:{allowedValues: schema19.properties.accounts.additionalProperties.properties.ackReaction.properties.group.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
}
else {
const err162 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/ackReaction",schemaPath:"#/properties/accounts/additionalProperties/properties/ackReaction/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
if(data61.actions !== undefined){
let data118 = data61.actions;
if(data118 && typeof data118 == "object" && !Array.isArray(data118)){
for(const key26 in data118){if(errors>=32)break;
if(!(((key26 === "reactions") || (key26 === "sendMessage")) || (key26 === "polls"))){
const err163 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key26},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data118.reactions !== undefined){
if(typeof data118.reactions !== "boolean"){
const err164 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions/reactions",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/properties/reactions/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
if(data118.sendMessage !== undefined){
if(typeof data118.sendMessage !== "boolean"){
const err165 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions/sendMessage",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/properties/sendMessage/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data118.polls !== undefined){
if(typeof data118.polls !== "boolean"){
const err166 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions/polls",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/properties/polls/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
}
else {
const err167 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
if(data61.authDir !== undefined){
let data122 = data61.authDir;
if(typeof data122 === "string"){
if(data122.length < 1){
const err168 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/authDir",schemaPath:"#/properties/accounts/additionalProperties/properties/authDir/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
else {
const err169 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/authDir",schemaPath:"#/properties/accounts/additionalProperties/properties/authDir/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
}
else {
const err170 = {instancePath:instancePath+"/accounts/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
}
else {
const err171 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
}
else {
const err172 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
validate15.errors = vErrors;
return errors === 0;
}

const schema24 = {"type":"object","properties":{"name":{"type":"string","description":"Display name of the account."},"enabled":{"type":"boolean","description":"Default true."},"dmPolicy":{"type":"string","enum":["pairing","allowlist","open","disabled"],"description":"Who may write directly. Default pairing."},"groupPolicy":{"type":"string","enum":["open","disabled","allowlist"],"description":"Which groups are served. Default allowlist."},"configWrites":{"type":"boolean","description":"Let the channel change this file. Default true."},"markdown":{"type":"object","properties":{"tables":{"type":"string","enum":["off","bullets","code"],"description":"How tables are shown."}},"description":"Formatting.","additionalProperties":false},"historyLimit":{"type":"integer","minimum":0,"description":"Group messages kept as context."},"dmHistoryLimit":{"type":"integer","minimum":0,"description":"Direct messages kept as context."},"dms":{"type":"object","additionalProperties":{"type":"object","properties":{"historyLimit":{"type":"integer","minimum":0,"description":"Messages kept as context."}},"description":"One direct chat.","additionalProperties":false},"description":"By sender id."},"textChunkLimit":{"type":"integer","minimum":1,"description":"Longest message, characters."},"chunkMode":{"type":"string","enum":["length","newline"],"description":"Where long texts are cut."},"mediaMaxMb":{"type":"number","exclusiveMinimum":0,"description":"Largest attachment, megabytes."},"blockStreaming":{"type":"boolean","description":"Send finished parts while the rest is still written."},"blockStreamingCoalesce":{"$ref":"#/$defs/CoalescingConfig"},"heartbeat":{"$ref":"#/$defs/HeartbeatVisibilityConfig"},"botToken":{"type":"string","description":"Token of the bot; the default account also reads TELEGRAM_BOT_TOKEN.","sensitive":true},"tokenFile":{"type":"string","minLength":1,"description":"File holding the token. `~` is the home directory."},"allowFrom":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"description":"User ids or @names that may write directly; `*` for everybody."},"groupAllowFrom":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"description":"User ids that may address the agent in groups."},"groups":{"type":"object","additionalProperties":{"type":"object","properties":{"requireMention":{"type":"boolean","description":"Answer only when mentioned."},"skills":{"type":"array","items":{"type":"string"},"description":"Skills available here."},"enabled":{"type":"boolean","description":"Default true."},"allowFrom":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"description":"Senders served here."},"systemPrompt":{"type":"string","description":"Added to the prompt."},"tools":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools in this group.","additionalProperties":false},"toolsBySender":{"type":"object","additionalProperties":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools for one sender.","additionalProperties":false},"description":"By sender id."},"topics":{"type":"object","additionalProperties":{"type":"object","properties":{"requireMention":{"type":"boolean","description":"Answer only when mentioned."},"skills":{"type":"array","items":{"type":"string"},"description":"Skills available here."},"enabled":{"type":"boolean","description":"Default true."},"allowFrom":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"description":"Senders served here."},"systemPrompt":{"type":"string","description":"Added to the prompt."}},"description":"One topic.","additionalProperties":false},"description":"By topic id."}},"description":"One group.","additionalProperties":false},"description":"By chat id; `*` for the rest."},"capabilities":{"anyOf":[{"type":"array","items":{"type":"string"}},{"type":"object","properties":{"inlineButtons":{"type":"string","enum":["off","dm","group","all","allowlist"],"description":"Where buttons are offered."}},"description":"Abilities with a setting.","additionalProperties":false}]},"commands":{"type":"object","properties":{"native":{"anyOf":[{"type":"boolean"},{"type":"string","const":"auto"}]},"nativeSkills":{"anyOf":[{"type":"boolean"},{"type":"string","const":"auto"}]}},"description":"The bot’s command menu.","additionalProperties":false},"customCommands":{"type":"array","items":{"type":"object","required":["command","description"],"properties":{"command":{"type":"string","minLength":1},"description":{"type":"string","minLength":1}},"additionalProperties":false},"description":"Further menu entries."},"streamMode":{"type":"string","enum":["off","partial","block"],"description":"How a reply grows. Default partial."},"draftChunk":{"$ref":"#/$defs/ChunkingConfig"},"replyToMode":{"type":"string","enum":["off","first","all"],"description":"Which replies quote the message."},"timeoutSeconds":{"type":"integer","minimum":1,"description":"Deadline of a request to the network."},"retry":{"type":"object","properties":{"attempts":{"type":"integer","minimum":1,"description":"Tries."},"minDelayMs":{"type":"integer","minimum":0,"description":"First pause, milliseconds."},"maxDelayMs":{"type":"integer","minimum":0,"description":"Longest pause, milliseconds."},"jitter":{"type":"number","minimum":0,"maximum":1,"description":"Random part of a pause."}},"description":"Repeating failed requests.","additionalProperties":false},"network":{"type":"object","properties":{"autoSelectFamily":{"type":"boolean","description":"Race IPv4 against IPv6."}},"description":"Connection details.","additionalProperties":false},"proxy":{"type":"string","minLength":1,"description":"http(s) or socks address."},"webhookUrl":{"type":"string","minLength":1,"description":"Public address; absent: polling."},"webhookSecret":{"type":"string","description":"Expected in webhook calls.","sensitive":true},"webhookPath":{"type":"string","minLength":1,"description":"Path of the webhook."},"actions":{"type":"object","properties":{"reactions":{"type":"boolean","description":"Default true."},"sendMessage":{"type":"boolean","description":"Default true."},"deleteMessage":{"type":"boolean","description":"Default true."},"sticker":{"type":"boolean","description":"Default false."}},"description":"What the agent may do.","additionalProperties":false},"reactionNotifications":{"type":"string","enum":["off","own","all"],"description":"Which reactions the agent hears of."},"reactionLevel":{"type":"string","enum":["off","ack","minimal","extensive"],"description":"How freely the agent reacts."},"linkPreview":{"type":"boolean","description":"Default true."},"accounts":{"type":"object","additionalProperties":{"type":"object","properties":{"name":{"type":"string","description":"Display name of the account."},"enabled":{"type":"boolean","description":"Default true."},"dmPolicy":{"type":"string","enum":["pairing","allowlist","open","disabled"],"description":"Who may write directly. Default pairing."},"groupPolicy":{"type":"string","enum":["open","disabled","allowlist"],"description":"Which groups are served. Default allowlist."},"configWrites":{"type":"boolean","description":"Let the channel change this file. Default true."},"markdown":{"type":"object","properties":{"tables":{"type":"string","enum":["off","bullets","code"],"description":"How tables are shown."}},"description":"Formatting.","additionalProperties":false},"historyLimit":{"type":"integer","minimum":0,"description":"Group messages kept as context."},"dmHistoryLimit":{"type":"integer","minimum":0,"description":"Direct messages kept as context."},"dms":{"type":"object","additionalProperties":{"type":"object","properties":{"historyLimit":{"type":"integer","minimum":0,"description":"Messages kept as context."}},"description":"One direct chat.","additionalProperties":false},"description":"By sender id."},"textChunkLimit":{"type":"integer","minimum":1,"description":"Longest message, characters."},"chunkMode":{"type":"string","enum":["length","newline"],"description":"Where long texts are cut."},"mediaMaxMb":{"type":"number","exclusiveMinimum":0,"description":"Largest attachment, megabytes."},"blockStreaming":{"type":"boolean","description":"Send finished parts while the rest is still written."},"blockStreamingCoalesce":{"$ref":"#/$defs/CoalescingConfig"},"heartbeat":{"$ref":"#/$defs/HeartbeatVisibilityConfig"},"botToken":{"type":"string","description":"Token of the bot; the default account also reads TELEGRAM_BOT_TOKEN.","sensitive":true},"tokenFile":{"type":"string","minLength":1,"description":"File holding the token. `~` is the home directory."},"allowFrom":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"description":"User ids or @names that may write directly; `*` for everybody."},"groupAllowFrom":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"description":"User ids that may address the agent in groups."},"groups":{"type":"object","additionalProperties":{"type":"object","properties":{"requireMention":{"type":"boolean","description":"Answer only when mentioned."},"skills":{"type":"array","items":{"type":"string"},"description":"Skills available here."},"enabled":{"type":"boolean","description":"Default true."},"allowFrom":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"description":"Senders served here."},"systemPrompt":{"type":"string","description":"Added to the prompt."},"tools":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools in this group.","additionalProperties":false},"toolsBySender":{"type":"object","additionalProperties":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools for one sender.","additionalProperties":false},"description":"By sender id."},"topics":{"type":"object","additionalProperties":{"type":"object","properties":{"requireMention":{"type":"boolean","description":"Answer only when mentioned."},"skills":{"type":"array","items":{"type":"string"},"description":"Skills available here."},"enabled":{"type":"boolean","description":"Default true."},"allowFrom":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"description":"Senders served here."},"systemPrompt":{"type":"string","description":"Added to the prompt."}},"description":"One topic.","additionalProperties":false},"description":"By topic id."}},"description":"One group.","additionalProperties":false},"description":"By chat id; `*` for the rest."},"capabilities":{"anyOf":[{"type":"array","items":{"type":"string"}},{"type":"object","properties":{"inlineButtons":{"type":"string","enum":["off","dm","group","all","allowlist"],"description":"Where buttons are offered."}},"description":"Abilities with a setting.","additionalProperties":false}]},"commands":{"type":"object","properties":{"native":{"anyOf":[{"type":"boolean"},{"type":"string","const":"auto"}]},"nativeSkills":{"anyOf":[{"type":"boolean"},{"type":"string","const":"auto"}]}},"description":"The bot’s command menu.","additionalProperties":false},"customCommands":{"type":"array","items":{"type":"object","required":["command","description"],"properties":{"command":{"type":"string","minLength":1},"description":{"type":"string","minLength":1}},"additionalProperties":false},"description":"Further menu entries."},"streamMode":{"type":"string","enum":["off","partial","block"],"description":"How a reply grows. Default partial."},"draftChunk":{"$ref":"#/$defs/ChunkingConfig"},"replyToMode":{"type":"string","enum":["off","first","all"],"description":"Which replies quote the message."},"timeoutSeconds":{"type":"integer","minimum":1,"description":"Deadline of a request to the network."},"retry":{"type":"object","properties":{"attempts":{"type":"integer","minimum":1,"description":"Tries."},"minDelayMs":{"type":"integer","minimum":0,"description":"First pause, milliseconds."},"maxDelayMs":{"type":"integer","minimum":0,"description":"Longest pause, milliseconds."},"jitter":{"type":"number","minimum":0,"maximum":1,"description":"Random part of a pause."}},"description":"Repeating failed requests.","additionalProperties":false},"network":{"type":"object","properties":{"autoSelectFamily":{"type":"boolean","description":"Race IPv4 against IPv6."}},"description":"Connection details.","additionalProperties":false},"proxy":{"type":"string","minLength":1,"description":"http(s) or socks address."},"webhookUrl":{"type":"string","minLength":1,"description":"Public address; absent: polling."},"webhookSecret":{"type":"string","description":"Expected in webhook calls.","sensitive":true},"webhookPath":{"type":"string","minLength":1,"description":"Path of the webhook."},"actions":{"type":"object","properties":{"reactions":{"type":"boolean","description":"Default true."},"sendMessage":{"type":"boolean","description":"Default true."},"deleteMessage":{"type":"boolean","description":"Default true."},"sticker":{"type":"boolean","description":"Default false."}},"description":"What the agent may do.","additionalProperties":false},"reactionNotifications":{"type":"string","enum":["off","own","all"],"description":"Which reactions the agent hears of."},"reactionLevel":{"type":"string","enum":["off","ack","minimal","extensive"],"description":"How freely the agent reacts."},"linkPreview":{"type":"boolean","description":"Default true."}},"description":"One account.","additionalProperties":false},"description":"By account id."}},"description":"Telegram.","additionalProperties":false};
const schema27 = {"type":"object","properties":{"minChars":{"type":"integer","minimum":1,"description":"Do not send fewer characters than this."},"maxChars":{"type":"integer","minimum":1,"description":"Never send more characters than this at once."},"breakPreference":{"type":"string","enum":["paragraph","newline","sentence"],"description":"Where a part preferably ends."}},"description":"How a streamed reply is cut into parts.","additionalProperties":false};

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema24.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err1 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.enabled !== undefined){
if(typeof data.enabled !== "boolean"){
const err2 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.dmPolicy !== undefined){
let data2 = data.dmPolicy;
if(typeof data2 !== "string"){
const err3 = {instancePath:instancePath+"/dmPolicy",schemaPath:"#/properties/dmPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!((((data2 === "pairing") || (data2 === "allowlist")) || (data2 === "open")) || (data2 === "disabled"))){
const err4 = {instancePath:instancePath+"/dmPolicy",schemaPath:"#/properties/dmPolicy/enum",keyword:"enum",params:{allowedValues: schema24.properties.dmPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.groupPolicy !== undefined){
let data3 = data.groupPolicy;
if(typeof data3 !== "string"){
const err5 = {instancePath:instancePath+"/groupPolicy",schemaPath:"#/properties/groupPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!(((data3 === "open") || (data3 === "disabled")) || (data3 === "allowlist"))){
const err6 = {instancePath:instancePath+"/groupPolicy",schemaPath:"#/properties/groupPolicy/enum",keyword:"enum",params:{allowedValues: schema24.properties.groupPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.configWrites !== undefined){
if(typeof data.configWrites !== "boolean"){
const err7 = {instancePath:instancePath+"/configWrites",schemaPath:"#/properties/configWrites/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.markdown !== undefined){
let data5 = data.markdown;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){if(errors>=32)break;
if(!(key1 === "tables")){
const err8 = {instancePath:instancePath+"/markdown",schemaPath:"#/properties/markdown/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data5.tables !== undefined){
let data6 = data5.tables;
if(typeof data6 !== "string"){
const err9 = {instancePath:instancePath+"/markdown/tables",schemaPath:"#/properties/markdown/properties/tables/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!(((data6 === "off") || (data6 === "bullets")) || (data6 === "code"))){
const err10 = {instancePath:instancePath+"/markdown/tables",schemaPath:"#/properties/markdown/properties/tables/enum",keyword:"enum",params:{allowedValues: schema24.properties.markdown.properties.tables.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/markdown",schemaPath:"#/properties/markdown/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.historyLimit !== undefined){
let data7 = data.historyLimit;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err12 = {instancePath:instancePath+"/historyLimit",schemaPath:"#/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err13 = {instancePath:instancePath+"/historyLimit",schemaPath:"#/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.dmHistoryLimit !== undefined){
let data8 = data.dmHistoryLimit;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err14 = {instancePath:instancePath+"/dmHistoryLimit",schemaPath:"#/properties/dmHistoryLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err15 = {instancePath:instancePath+"/dmHistoryLimit",schemaPath:"#/properties/dmHistoryLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.dms !== undefined){
let data9 = data.dms;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){if(errors>=32)break;
let data10 = data9[key2];
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key3 in data10){if(errors>=32)break;
if(!(key3 === "historyLimit")){
const err16 = {instancePath:instancePath+"/dms/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/dms/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data10.historyLimit !== undefined){
let data11 = data10.historyLimit;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err17 = {instancePath:instancePath+"/dms/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/dms/additionalProperties/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err18 = {instancePath:instancePath+"/dms/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/dms/additionalProperties/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
}
else {
const err19 = {instancePath:instancePath+"/dms/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/dms/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/dms",schemaPath:"#/properties/dms/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.textChunkLimit !== undefined){
let data12 = data.textChunkLimit;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err21 = {instancePath:instancePath+"/textChunkLimit",schemaPath:"#/properties/textChunkLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 1 || isNaN(data12)){
const err22 = {instancePath:instancePath+"/textChunkLimit",schemaPath:"#/properties/textChunkLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data.chunkMode !== undefined){
let data13 = data.chunkMode;
if(typeof data13 !== "string"){
const err23 = {instancePath:instancePath+"/chunkMode",schemaPath:"#/properties/chunkMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!((data13 === "length") || (data13 === "newline"))){
const err24 = {instancePath:instancePath+"/chunkMode",schemaPath:"#/properties/chunkMode/enum",keyword:"enum",params:{allowedValues: schema24.properties.chunkMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.mediaMaxMb !== undefined){
let data14 = data.mediaMaxMb;
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 <= 0 || isNaN(data14)){
const err25 = {instancePath:instancePath+"/mediaMaxMb",schemaPath:"#/properties/mediaMaxMb/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/mediaMaxMb",schemaPath:"#/properties/mediaMaxMb/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.blockStreaming !== undefined){
if(typeof data.blockStreaming !== "boolean"){
const err27 = {instancePath:instancePath+"/blockStreaming",schemaPath:"#/properties/blockStreaming/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.blockStreamingCoalesce !== undefined){
let data16 = data.blockStreamingCoalesce;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key4 in data16){if(errors>=32)break;
if(!(((key4 === "minChars") || (key4 === "maxChars")) || (key4 === "idleMs"))){
const err28 = {instancePath:instancePath+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data16.minChars !== undefined){
let data17 = data16.minChars;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err29 = {instancePath:instancePath+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
const err30 = {instancePath:instancePath+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data16.maxChars !== undefined){
let data18 = data16.maxChars;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err31 = {instancePath:instancePath+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 1 || isNaN(data18)){
const err32 = {instancePath:instancePath+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data16.idleMs !== undefined){
let data19 = data16.idleMs;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err33 = {instancePath:instancePath+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
const err34 = {instancePath:instancePath+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
}
else {
const err35 = {instancePath:instancePath+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.heartbeat !== undefined){
let data20 = data.heartbeat;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key5 in data20){if(errors>=32)break;
if(!(((key5 === "showOk") || (key5 === "showAlerts")) || (key5 === "useIndicator"))){
const err36 = {instancePath:instancePath+"/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data20.showOk !== undefined){
if(typeof data20.showOk !== "boolean"){
const err37 = {instancePath:instancePath+"/heartbeat/showOk",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showOk/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data20.showAlerts !== undefined){
if(typeof data20.showAlerts !== "boolean"){
const err38 = {instancePath:instancePath+"/heartbeat/showAlerts",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showAlerts/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data20.useIndicator !== undefined){
if(typeof data20.useIndicator !== "boolean"){
const err39 = {instancePath:instancePath+"/heartbeat/useIndicator",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/useIndicator/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.botToken !== undefined){
if(typeof data.botToken !== "string"){
const err41 = {instancePath:instancePath+"/botToken",schemaPath:"#/properties/botToken/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.tokenFile !== undefined){
let data25 = data.tokenFile;
if(typeof data25 === "string"){
if(data25.length < 1){
const err42 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/properties/tokenFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/properties/tokenFile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.allowFrom !== undefined){
let data26 = data.allowFrom;
if(Array.isArray(data26)){
const len0 = data26.length;
for(let i0=0; i0<len0 && errors<32; i0++){
let data27 = data26[i0];
const _errs65 = errors;
let valid10 = false;
const _errs66 = errors;
if(typeof data27 !== "string"){
const err44 = {instancePath:instancePath+"/allowFrom/" + i0,schemaPath:"#/properties/allowFrom/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid0 = _errs66 === errors;
valid10 = valid10 || _valid0;
if(!valid10){
const _errs68 = errors;
if(!((typeof data27 == "number") && (isFinite(data27)))){
const err45 = {instancePath:instancePath+"/allowFrom/" + i0,schemaPath:"#/properties/allowFrom/items/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
var _valid0 = _errs68 === errors;
valid10 = valid10 || _valid0;
}
if(!valid10){
const err46 = {instancePath:instancePath+"/allowFrom/" + i0,schemaPath:"#/properties/allowFrom/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
else {
errors = _errs65;
if(vErrors !== null){
if(_errs65){
vErrors.length = _errs65;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err47 = {instancePath:instancePath+"/allowFrom",schemaPath:"#/properties/allowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.groupAllowFrom !== undefined){
let data28 = data.groupAllowFrom;
if(Array.isArray(data28)){
const len1 = data28.length;
for(let i1=0; i1<len1 && errors<32; i1++){
let data29 = data28[i1];
const _errs73 = errors;
let valid13 = false;
const _errs74 = errors;
if(typeof data29 !== "string"){
const err48 = {instancePath:instancePath+"/groupAllowFrom/" + i1,schemaPath:"#/properties/groupAllowFrom/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
var _valid1 = _errs74 === errors;
valid13 = valid13 || _valid1;
if(!valid13){
const _errs76 = errors;
if(!((typeof data29 == "number") && (isFinite(data29)))){
const err49 = {instancePath:instancePath+"/groupAllowFrom/" + i1,schemaPath:"#/properties/groupAllowFrom/items/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid1 = _errs76 === errors;
valid13 = valid13 || _valid1;
}
if(!valid13){
const err50 = {instancePath:instancePath+"/groupAllowFrom/" + i1,schemaPath:"#/properties/groupAllowFrom/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
else {
errors = _errs73;
if(vErrors !== null){
if(_errs73){
vErrors.length = _errs73;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err51 = {instancePath:instancePath+"/groupAllowFrom",schemaPath:"#/properties/groupAllowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.groups !== undefined){
let data30 = data.groups;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key6 in data30){if(errors>=32)break;
let data31 = data30[key6];
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key7 in data31){if(errors>=32)break;
if(!((((((((key7 === "requireMention") || (key7 === "skills")) || (key7 === "enabled")) || (key7 === "allowFrom")) || (key7 === "systemPrompt")) || (key7 === "tools")) || (key7 === "toolsBySender")) || (key7 === "topics"))){
const err52 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data31.requireMention !== undefined){
if(typeof data31.requireMention !== "boolean"){
const err53 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/requireMention",schemaPath:"#/properties/groups/additionalProperties/properties/requireMention/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data31.skills !== undefined){
let data33 = data31.skills;
if(Array.isArray(data33)){
const len2 = data33.length;
for(let i2=0; i2<len2 && errors<32; i2++){
if(typeof data33[i2] !== "string"){
const err54 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/skills/" + i2,schemaPath:"#/properties/groups/additionalProperties/properties/skills/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/skills",schemaPath:"#/properties/groups/additionalProperties/properties/skills/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data31.enabled !== undefined){
if(typeof data31.enabled !== "boolean"){
const err56 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/groups/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data31.allowFrom !== undefined){
let data36 = data31.allowFrom;
if(Array.isArray(data36)){
const len3 = data36.length;
for(let i3=0; i3<len3 && errors<32; i3++){
let data37 = data36[i3];
const _errs95 = errors;
let valid20 = false;
const _errs96 = errors;
if(typeof data37 !== "string"){
const err57 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i3,schemaPath:"#/properties/groups/additionalProperties/properties/allowFrom/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
var _valid2 = _errs96 === errors;
valid20 = valid20 || _valid2;
if(!valid20){
const _errs98 = errors;
if(!((typeof data37 == "number") && (isFinite(data37)))){
const err58 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i3,schemaPath:"#/properties/groups/additionalProperties/properties/allowFrom/items/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
var _valid2 = _errs98 === errors;
valid20 = valid20 || _valid2;
}
if(!valid20){
const err59 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i3,schemaPath:"#/properties/groups/additionalProperties/properties/allowFrom/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
else {
errors = _errs95;
if(vErrors !== null){
if(_errs95){
vErrors.length = _errs95;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err60 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom",schemaPath:"#/properties/groups/additionalProperties/properties/allowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data31.systemPrompt !== undefined){
if(typeof data31.systemPrompt !== "string"){
const err61 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPrompt",schemaPath:"#/properties/groups/additionalProperties/properties/systemPrompt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data31.tools !== undefined){
let data39 = data31.tools;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
for(const key8 in data39){if(errors>=32)break;
if(!(((key8 === "allow") || (key8 === "alsoAllow")) || (key8 === "deny"))){
const err62 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools",schemaPath:"#/properties/groups/additionalProperties/properties/tools/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data39.allow !== undefined){
let data40 = data39.allow;
if(Array.isArray(data40)){
const len4 = data40.length;
for(let i4=0; i4<len4 && errors<32; i4++){
if(typeof data40[i4] !== "string"){
const err63 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/allow/" + i4,schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/allow",schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data39.alsoAllow !== undefined){
let data42 = data39.alsoAllow;
if(Array.isArray(data42)){
const len5 = data42.length;
for(let i5=0; i5<len5 && errors<32; i5++){
if(typeof data42[i5] !== "string"){
const err65 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/alsoAllow/" + i5,schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/alsoAllow",schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data39.deny !== undefined){
let data44 = data39.deny;
if(Array.isArray(data44)){
const len6 = data44.length;
for(let i6=0; i6<len6 && errors<32; i6++){
if(typeof data44[i6] !== "string"){
const err67 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/deny/" + i6,schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
else {
const err68 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/deny",schemaPath:"#/properties/groups/additionalProperties/properties/tools/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools",schemaPath:"#/properties/groups/additionalProperties/properties/tools/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data31.toolsBySender !== undefined){
let data46 = data31.toolsBySender;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key9 in data46){if(errors>=32)break;
let data47 = data46[key9];
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
for(const key10 in data47){if(errors>=32)break;
if(!(((key10 === "allow") || (key10 === "alsoAllow")) || (key10 === "deny"))){
const err70 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data47.allow !== undefined){
let data48 = data47.allow;
if(Array.isArray(data48)){
const len7 = data48.length;
for(let i7=0; i7<len7 && errors<32; i7++){
if(typeof data48[i7] !== "string"){
const err71 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow/" + i7,schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
else {
const err72 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow",schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data47.alsoAllow !== undefined){
let data50 = data47.alsoAllow;
if(Array.isArray(data50)){
const len8 = data50.length;
for(let i8=0; i8<len8 && errors<32; i8++){
if(typeof data50[i8] !== "string"){
const err73 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow/" + i8,schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow",schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data47.deny !== undefined){
let data52 = data47.deny;
if(Array.isArray(data52)){
const len9 = data52.length;
for(let i9=0; i9<len9 && errors<32; i9++){
if(typeof data52[i9] !== "string"){
const err75 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny/" + i9,schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny",schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
else {
const err77 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender",schemaPath:"#/properties/groups/additionalProperties/properties/toolsBySender/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data31.topics !== undefined){
let data54 = data31.topics;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
for(const key11 in data54){if(errors>=32)break;
let data55 = data54[key11];
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
for(const key12 in data55){if(errors>=32)break;
if(!(((((key12 === "requireMention") || (key12 === "skills")) || (key12 === "enabled")) || (key12 === "allowFrom")) || (key12 === "systemPrompt"))){
const err79 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data55.requireMention !== undefined){
if(typeof data55.requireMention !== "boolean"){
const err80 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/requireMention",schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/requireMention/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data55.skills !== undefined){
let data57 = data55.skills;
if(Array.isArray(data57)){
const len10 = data57.length;
for(let i10=0; i10<len10 && errors<32; i10++){
if(typeof data57[i10] !== "string"){
const err81 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/skills/" + i10,schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/skills/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/skills",schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/skills/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data55.enabled !== undefined){
if(typeof data55.enabled !== "boolean"){
const err83 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data55.allowFrom !== undefined){
let data60 = data55.allowFrom;
if(Array.isArray(data60)){
const len11 = data60.length;
for(let i11=0; i11<len11 && errors<32; i11++){
let data61 = data60[i11];
const _errs152 = errors;
let valid42 = false;
const _errs153 = errors;
if(typeof data61 !== "string"){
const err84 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i11,schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/allowFrom/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
var _valid3 = _errs153 === errors;
valid42 = valid42 || _valid3;
if(!valid42){
const _errs155 = errors;
if(!((typeof data61 == "number") && (isFinite(data61)))){
const err85 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i11,schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/allowFrom/items/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
var _valid3 = _errs155 === errors;
valid42 = valid42 || _valid3;
}
if(!valid42){
const err86 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i11,schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/allowFrom/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
else {
errors = _errs152;
if(vErrors !== null){
if(_errs152){
vErrors.length = _errs152;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err87 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom",schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/allowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data55.systemPrompt !== undefined){
if(typeof data55.systemPrompt !== "string"){
const err88 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPrompt",schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/systemPrompt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/properties/topics/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics",schemaPath:"#/properties/groups/additionalProperties/properties/topics/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/groups/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data.capabilities !== undefined){
let data63 = data.capabilities;
const _errs160 = errors;
let valid43 = false;
const _errs161 = errors;
if(Array.isArray(data63)){
const len12 = data63.length;
for(let i12=0; i12<len12 && errors<32; i12++){
if(typeof data63[i12] !== "string"){
const err93 = {instancePath:instancePath+"/capabilities/" + i12,schemaPath:"#/properties/capabilities/anyOf/0/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/capabilities",schemaPath:"#/properties/capabilities/anyOf/0/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
var _valid4 = _errs161 === errors;
valid43 = valid43 || _valid4;
if(!valid43){
const _errs165 = errors;
if(data63 && typeof data63 == "object" && !Array.isArray(data63)){
for(const key13 in data63){if(errors>=32)break;
if(!(key13 === "inlineButtons")){
const err95 = {instancePath:instancePath+"/capabilities",schemaPath:"#/properties/capabilities/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data63.inlineButtons !== undefined){
let data65 = data63.inlineButtons;
if(typeof data65 !== "string"){
const err96 = {instancePath:instancePath+"/capabilities/inlineButtons",schemaPath:"#/properties/capabilities/anyOf/1/properties/inlineButtons/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(!(((((data65 === "off") || (data65 === "dm")) || (data65 === "group")) || (data65 === "all")) || (data65 === "allowlist"))){
const err97 = {instancePath:instancePath+"/capabilities/inlineButtons",schemaPath:"#/properties/capabilities/anyOf/1/properties/inlineButtons/enum",keyword:"enum",params:{allowedValues: schema24.properties.capabilities.anyOf[1].properties.inlineButtons.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
else {
const err98 = {instancePath:instancePath+"/capabilities",schemaPath:"#/properties/capabilities/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
var _valid4 = _errs165 === errors;
valid43 = valid43 || _valid4;
}
if(!valid43){
const err99 = {instancePath:instancePath+"/capabilities",schemaPath:"#/properties/capabilities/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
else {
errors = _errs160;
if(vErrors !== null){
if(_errs160){
vErrors.length = _errs160;
}
else {
vErrors = null;
}
}
}
}
if(data.commands !== undefined){
let data66 = data.commands;
if(data66 && typeof data66 == "object" && !Array.isArray(data66)){
for(const key14 in data66){if(errors>=32)break;
if(!((key14 === "native") || (key14 === "nativeSkills"))){
const err100 = {instancePath:instancePath+"/commands",schemaPath:"#/properties/commands/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data66.native !== undefined){
let data67 = data66.native;
const _errs174 = errors;
let valid48 = false;
const _errs175 = errors;
if(typeof data67 !== "boolean"){
const err101 = {instancePath:instancePath+"/commands/native",schemaPath:"#/properties/commands/properties/native/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
var _valid5 = _errs175 === errors;
valid48 = valid48 || _valid5;
if(!valid48){
const _errs177 = errors;
if(typeof data67 !== "string"){
const err102 = {instancePath:instancePath+"/commands/native",schemaPath:"#/properties/commands/properties/native/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if("auto" !== data67){
const err103 = {instancePath:instancePath+"/commands/native",schemaPath:"#/properties/commands/properties/native/anyOf/1/const",keyword:"const",params:{allowedValue: "auto"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
var _valid5 = _errs177 === errors;
valid48 = valid48 || _valid5;
}
if(!valid48){
const err104 = {instancePath:instancePath+"/commands/native",schemaPath:"#/properties/commands/properties/native/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
else {
errors = _errs174;
if(vErrors !== null){
if(_errs174){
vErrors.length = _errs174;
}
else {
vErrors = null;
}
}
}
}
if(data66.nativeSkills !== undefined){
let data68 = data66.nativeSkills;
const _errs180 = errors;
let valid49 = false;
const _errs181 = errors;
if(typeof data68 !== "boolean"){
const err105 = {instancePath:instancePath+"/commands/nativeSkills",schemaPath:"#/properties/commands/properties/nativeSkills/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
var _valid6 = _errs181 === errors;
valid49 = valid49 || _valid6;
if(!valid49){
const _errs183 = errors;
if(typeof data68 !== "string"){
const err106 = {instancePath:instancePath+"/commands/nativeSkills",schemaPath:"#/properties/commands/properties/nativeSkills/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if("auto" !== data68){
const err107 = {instancePath:instancePath+"/commands/nativeSkills",schemaPath:"#/properties/commands/properties/nativeSkills/anyOf/1/const",keyword:"const",params:{allowedValue: "auto"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
var _valid6 = _errs183 === errors;
valid49 = valid49 || _valid6;
}
if(!valid49){
const err108 = {instancePath:instancePath+"/commands/nativeSkills",schemaPath:"#/properties/commands/properties/nativeSkills/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
else {
errors = _errs180;
if(vErrors !== null){
if(_errs180){
vErrors.length = _errs180;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err109 = {instancePath:instancePath+"/commands",schemaPath:"#/properties/commands/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data.customCommands !== undefined){
let data69 = data.customCommands;
if(Array.isArray(data69)){
const len13 = data69.length;
for(let i13=0; i13<len13 && errors<32; i13++){
let data70 = data69[i13];
if(data70 && typeof data70 == "object" && !Array.isArray(data70)){
if(data70.command === undefined){
const err110 = {instancePath:instancePath+"/customCommands/" + i13,schemaPath:"#/properties/customCommands/items/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if(data70.description === undefined){
const err111 = {instancePath:instancePath+"/customCommands/" + i13,schemaPath:"#/properties/customCommands/items/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
for(const key15 in data70){if(errors>=32)break;
if(!((key15 === "command") || (key15 === "description"))){
const err112 = {instancePath:instancePath+"/customCommands/" + i13,schemaPath:"#/properties/customCommands/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data70.command !== undefined){
let data71 = data70.command;
if(typeof data71 === "string"){
if(data71.length < 1){
const err113 = {instancePath:instancePath+"/customCommands/" + i13+"/command",schemaPath:"#/properties/customCommands/items/properties/command/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
else {
const err114 = {instancePath:instancePath+"/customCommands/" + i13+"/command",schemaPath:"#/properties/customCommands/items/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data70.description !== undefined){
let data72 = data70.description;
if(typeof data72 === "string"){
if(data72.length < 1){
const err115 = {instancePath:instancePath+"/customCommands/" + i13+"/description",schemaPath:"#/properties/customCommands/items/properties/description/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/customCommands/" + i13+"/description",schemaPath:"#/properties/customCommands/items/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath:instancePath+"/customCommands/" + i13,schemaPath:"#/properties/customCommands/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
else {
const err118 = {instancePath:instancePath+"/customCommands",schemaPath:"#/properties/customCommands/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data.streamMode !== undefined){
let data73 = data.streamMode;
if(typeof data73 !== "string"){
const err119 = {instancePath:instancePath+"/streamMode",schemaPath:"#/properties/streamMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if(!(((data73 === "off") || (data73 === "partial")) || (data73 === "block"))){
const err120 = {instancePath:instancePath+"/streamMode",schemaPath:"#/properties/streamMode/enum",keyword:"enum",params:{allowedValues: schema24.properties.streamMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data.draftChunk !== undefined){
let data74 = data.draftChunk;
if(data74 && typeof data74 == "object" && !Array.isArray(data74)){
for(const key16 in data74){if(errors>=32)break;
if(!(((key16 === "minChars") || (key16 === "maxChars")) || (key16 === "breakPreference"))){
const err121 = {instancePath:instancePath+"/draftChunk",schemaPath:"#/$defs/ChunkingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(data74.minChars !== undefined){
let data75 = data74.minChars;
if(!(((typeof data75 == "number") && (!(data75 % 1) && !isNaN(data75))) && (isFinite(data75)))){
const err122 = {instancePath:instancePath+"/draftChunk/minChars",schemaPath:"#/$defs/ChunkingConfig/properties/minChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if((typeof data75 == "number") && (isFinite(data75))){
if(data75 < 1 || isNaN(data75)){
const err123 = {instancePath:instancePath+"/draftChunk/minChars",schemaPath:"#/$defs/ChunkingConfig/properties/minChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
if(data74.maxChars !== undefined){
let data76 = data74.maxChars;
if(!(((typeof data76 == "number") && (!(data76 % 1) && !isNaN(data76))) && (isFinite(data76)))){
const err124 = {instancePath:instancePath+"/draftChunk/maxChars",schemaPath:"#/$defs/ChunkingConfig/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if((typeof data76 == "number") && (isFinite(data76))){
if(data76 < 1 || isNaN(data76)){
const err125 = {instancePath:instancePath+"/draftChunk/maxChars",schemaPath:"#/$defs/ChunkingConfig/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
if(data74.breakPreference !== undefined){
let data77 = data74.breakPreference;
if(typeof data77 !== "string"){
const err126 = {instancePath:instancePath+"/draftChunk/breakPreference",schemaPath:"#/$defs/ChunkingConfig/properties/breakPreference/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
if(!(((data77 === "paragraph") || (data77 === "newline")) || (data77 === "sentence"))){
const err127 = {instancePath:instancePath+"/draftChunk/breakPreference",schemaPath:"#/$defs/ChunkingConfig/properties/breakPreference/enum",keyword:"enum",params:{allowedValues: schema27.properties.breakPreference.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
else {
const err128 = {instancePath:instancePath+"/draftChunk",schemaPath:"#/$defs/ChunkingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data.replyToMode !== undefined){
let data78 = data.replyToMode;
if(typeof data78 !== "string"){
const err129 = {instancePath:instancePath+"/replyToMode",schemaPath:"#/properties/replyToMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if(!(((data78 === "off") || (data78 === "first")) || (data78 === "all"))){
const err130 = {instancePath:instancePath+"/replyToMode",schemaPath:"#/properties/replyToMode/enum",keyword:"enum",params:{allowedValues: schema24.properties.replyToMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
if(data.timeoutSeconds !== undefined){
let data79 = data.timeoutSeconds;
if(!(((typeof data79 == "number") && (!(data79 % 1) && !isNaN(data79))) && (isFinite(data79)))){
const err131 = {instancePath:instancePath+"/timeoutSeconds",schemaPath:"#/properties/timeoutSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
if((typeof data79 == "number") && (isFinite(data79))){
if(data79 < 1 || isNaN(data79)){
const err132 = {instancePath:instancePath+"/timeoutSeconds",schemaPath:"#/properties/timeoutSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
}
if(data.retry !== undefined){
let data80 = data.retry;
if(data80 && typeof data80 == "object" && !Array.isArray(data80)){
for(const key17 in data80){if(errors>=32)break;
if(!((((key17 === "attempts") || (key17 === "minDelayMs")) || (key17 === "maxDelayMs")) || (key17 === "jitter"))){
const err133 = {instancePath:instancePath+"/retry",schemaPath:"#/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data80.attempts !== undefined){
let data81 = data80.attempts;
if(!(((typeof data81 == "number") && (!(data81 % 1) && !isNaN(data81))) && (isFinite(data81)))){
const err134 = {instancePath:instancePath+"/retry/attempts",schemaPath:"#/properties/retry/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if((typeof data81 == "number") && (isFinite(data81))){
if(data81 < 1 || isNaN(data81)){
const err135 = {instancePath:instancePath+"/retry/attempts",schemaPath:"#/properties/retry/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
}
if(data80.minDelayMs !== undefined){
let data82 = data80.minDelayMs;
if(!(((typeof data82 == "number") && (!(data82 % 1) && !isNaN(data82))) && (isFinite(data82)))){
const err136 = {instancePath:instancePath+"/retry/minDelayMs",schemaPath:"#/properties/retry/properties/minDelayMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if((typeof data82 == "number") && (isFinite(data82))){
if(data82 < 0 || isNaN(data82)){
const err137 = {instancePath:instancePath+"/retry/minDelayMs",schemaPath:"#/properties/retry/properties/minDelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
}
if(data80.maxDelayMs !== undefined){
let data83 = data80.maxDelayMs;
if(!(((typeof data83 == "number") && (!(data83 % 1) && !isNaN(data83))) && (isFinite(data83)))){
const err138 = {instancePath:instancePath+"/retry/maxDelayMs",schemaPath:"#/properties/retry/properties/maxDelayMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
if((typeof data83 == "number") && (isFinite(data83))){
if(data83 < 0 || isNaN(data83)){
const err139 = {instancePath:instancePath+"/retry/maxDelayMs",schemaPath:"#/properties/retry/properties/maxDelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
if(data80.jitter !== undefined){
let data84 = data80.jitter;
if((typeof data84 == "number") && (isFinite(data84))){
if(data84 > 1 || isNaN(data84)){
const err140 = {instancePath:instancePath+"/retry/jitter",schemaPath:"#/properties/retry/properties/jitter/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
if(data84 < 0 || isNaN(data84)){
const err141 = {instancePath:instancePath+"/retry/jitter",schemaPath:"#/properties/retry/properties/jitter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
else {
const err142 = {instancePath:instancePath+"/retry/jitter",schemaPath:"#/properties/retry/properties/jitter/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
else {
const err143 = {instancePath:instancePath+"/retry",schemaPath:"#/properties/retry/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data.network !== undefined){
let data85 = data.network;
if(data85 && typeof data85 == "object" && !Array.isArray(data85)){
for(const key18 in data85){if(errors>=32)break;
if(!(key18 === "autoSelectFamily")){
const err144 = {instancePath:instancePath+"/network",schemaPath:"#/properties/network/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
if(data85.autoSelectFamily !== undefined){
if(typeof data85.autoSelectFamily !== "boolean"){
const err145 = {instancePath:instancePath+"/network/autoSelectFamily",schemaPath:"#/properties/network/properties/autoSelectFamily/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
}
else {
const err146 = {instancePath:instancePath+"/network",schemaPath:"#/properties/network/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
if(data.proxy !== undefined){
let data87 = data.proxy;
if(typeof data87 === "string"){
if(data87.length < 1){
const err147 = {instancePath:instancePath+"/proxy",schemaPath:"#/properties/proxy/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
else {
const err148 = {instancePath:instancePath+"/proxy",schemaPath:"#/properties/proxy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data.webhookUrl !== undefined){
let data88 = data.webhookUrl;
if(typeof data88 === "string"){
if(data88.length < 1){
const err149 = {instancePath:instancePath+"/webhookUrl",schemaPath:"#/properties/webhookUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
else {
const err150 = {instancePath:instancePath+"/webhookUrl",schemaPath:"#/properties/webhookUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
if(data.webhookSecret !== undefined){
if(typeof data.webhookSecret !== "string"){
const err151 = {instancePath:instancePath+"/webhookSecret",schemaPath:"#/properties/webhookSecret/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
if(data.webhookPath !== undefined){
let data90 = data.webhookPath;
if(typeof data90 === "string"){
if(data90.length < 1){
const err152 = {instancePath:instancePath+"/webhookPath",schemaPath:"#/properties/webhookPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
else {
const err153 = {instancePath:instancePath+"/webhookPath",schemaPath:"#/properties/webhookPath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
if(data.actions !== undefined){
let data91 = data.actions;
if(data91 && typeof data91 == "object" && !Array.isArray(data91)){
for(const key19 in data91){if(errors>=32)break;
if(!((((key19 === "reactions") || (key19 === "sendMessage")) || (key19 === "deleteMessage")) || (key19 === "sticker"))){
const err154 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data91.reactions !== undefined){
if(typeof data91.reactions !== "boolean"){
const err155 = {instancePath:instancePath+"/actions/reactions",schemaPath:"#/properties/actions/properties/reactions/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
if(data91.sendMessage !== undefined){
if(typeof data91.sendMessage !== "boolean"){
const err156 = {instancePath:instancePath+"/actions/sendMessage",schemaPath:"#/properties/actions/properties/sendMessage/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data91.deleteMessage !== undefined){
if(typeof data91.deleteMessage !== "boolean"){
const err157 = {instancePath:instancePath+"/actions/deleteMessage",schemaPath:"#/properties/actions/properties/deleteMessage/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
if(data91.sticker !== undefined){
if(typeof data91.sticker !== "boolean"){
const err158 = {instancePath:instancePath+"/actions/sticker",schemaPath:"#/properties/actions/properties/sticker/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
}
else {
const err159 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data.reactionNotifications !== undefined){
let data96 = data.reactionNotifications;
if(typeof data96 !== "string"){
const err160 = {instancePath:instancePath+"/reactionNotifications",schemaPath:"#/properties/reactionNotifications/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if(!(((data96 === "off") || (data96 === "own")) || (data96 === "all"))){
const err161 = {instancePath:instancePath+"/reactionNotifications",schemaPath:"#/properties/reactionNotifications/enum",keyword:"enum",params:{allowedValues: schema24.properties.reactionNotifications.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
if(data.reactionLevel !== undefined){
let data97 = data.reactionLevel;
if(typeof data97 !== "string"){
const err162 = {instancePath:instancePath+"/reactionLevel",schemaPath:"#/properties/reactionLevel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
if(!((((data97 === "off") || (data97 === "ack")) || (data97 === "minimal")) || (data97 === "extensive"))){
const err163 = {instancePath:instancePath+"/reactionLevel",schemaPath:"#/properties/reactionLevel/enum",keyword:"enum",params:{allowedValues: schema24.properties.reactionLevel.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data.linkPreview !== undefined){
if(typeof data.linkPreview !== "boolean"){
const err164 = {instancePath:instancePath+"/linkPreview",schemaPath:"#/properties/linkPreview/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
if(data.accounts !== undefined){
let data99 = data.accounts;
if(data99 && typeof data99 == "object" && !Array.isArray(data99)){
for(const key20 in data99){if(errors>=32)break;
let data100 = data99[key20];
if(data100 && typeof data100 == "object" && !Array.isArray(data100)){
for(const key21 in data100){if(errors>=32)break;
if(!(func2.call(schema24.properties.accounts.additionalProperties.properties, key21))){
const err165 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data100.name !== undefined){
if(typeof data100.name !== "string"){
const err166 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/accounts/additionalProperties/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data100.enabled !== undefined){
if(typeof data100.enabled !== "boolean"){
const err167 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/accounts/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
if(data100.dmPolicy !== undefined){
let data103 = data100.dmPolicy;
if(typeof data103 !== "string"){
const err168 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dmPolicy",schemaPath:"#/properties/accounts/additionalProperties/properties/dmPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
if(!((((data103 === "pairing") || (data103 === "allowlist")) || (data103 === "open")) || (data103 === "disabled"))){
const err169 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dmPolicy",schemaPath:"#/properties/accounts/additionalProperties/properties/dmPolicy/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.dmPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
if(data100.groupPolicy !== undefined){
let data104 = data100.groupPolicy;
if(typeof data104 !== "string"){
const err170 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupPolicy",schemaPath:"#/properties/accounts/additionalProperties/properties/groupPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
if(!(((data104 === "open") || (data104 === "disabled")) || (data104 === "allowlist"))){
const err171 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupPolicy",schemaPath:"#/properties/accounts/additionalProperties/properties/groupPolicy/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.groupPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data100.configWrites !== undefined){
if(typeof data100.configWrites !== "boolean"){
const err172 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/configWrites",schemaPath:"#/properties/accounts/additionalProperties/properties/configWrites/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data100.markdown !== undefined){
let data106 = data100.markdown;
if(data106 && typeof data106 == "object" && !Array.isArray(data106)){
for(const key22 in data106){if(errors>=32)break;
if(!(key22 === "tables")){
const err173 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/markdown",schemaPath:"#/properties/accounts/additionalProperties/properties/markdown/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
if(data106.tables !== undefined){
let data107 = data106.tables;
if(typeof data107 !== "string"){
const err174 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/markdown/tables",schemaPath:"#/properties/accounts/additionalProperties/properties/markdown/properties/tables/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if(!(((data107 === "off") || (data107 === "bullets")) || (data107 === "code"))){
const err175 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/markdown/tables",schemaPath:"#/properties/accounts/additionalProperties/properties/markdown/properties/tables/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.markdown.properties.tables.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
}
else {
const err176 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/markdown",schemaPath:"#/properties/accounts/additionalProperties/properties/markdown/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
if(data100.historyLimit !== undefined){
let data108 = data100.historyLimit;
if(!(((typeof data108 == "number") && (!(data108 % 1) && !isNaN(data108))) && (isFinite(data108)))){
const err177 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
if((typeof data108 == "number") && (isFinite(data108))){
if(data108 < 0 || isNaN(data108)){
const err178 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
}
if(data100.dmHistoryLimit !== undefined){
let data109 = data100.dmHistoryLimit;
if(!(((typeof data109 == "number") && (!(data109 % 1) && !isNaN(data109))) && (isFinite(data109)))){
const err179 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dmHistoryLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/dmHistoryLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
if((typeof data109 == "number") && (isFinite(data109))){
if(data109 < 0 || isNaN(data109)){
const err180 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dmHistoryLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/dmHistoryLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
}
if(data100.dms !== undefined){
let data110 = data100.dms;
if(data110 && typeof data110 == "object" && !Array.isArray(data110)){
for(const key23 in data110){if(errors>=32)break;
let data111 = data110[key23];
if(data111 && typeof data111 == "object" && !Array.isArray(data111)){
for(const key24 in data111){if(errors>=32)break;
if(!(key24 === "historyLimit")){
const err181 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms/" + key23.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/dms/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key24},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
if(data111.historyLimit !== undefined){
let data112 = data111.historyLimit;
if(!(((typeof data112 == "number") && (!(data112 % 1) && !isNaN(data112))) && (isFinite(data112)))){
const err182 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms/" + key23.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/dms/additionalProperties/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
if((typeof data112 == "number") && (isFinite(data112))){
if(data112 < 0 || isNaN(data112)){
const err183 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms/" + key23.replace(/~/g, "~0").replace(/\//g, "~1")+"/historyLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/dms/additionalProperties/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
}
}
else {
const err184 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms/" + key23.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/dms/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
}
else {
const err185 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/dms",schemaPath:"#/properties/accounts/additionalProperties/properties/dms/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
if(data100.textChunkLimit !== undefined){
let data113 = data100.textChunkLimit;
if(!(((typeof data113 == "number") && (!(data113 % 1) && !isNaN(data113))) && (isFinite(data113)))){
const err186 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/textChunkLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/textChunkLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
if((typeof data113 == "number") && (isFinite(data113))){
if(data113 < 1 || isNaN(data113)){
const err187 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/textChunkLimit",schemaPath:"#/properties/accounts/additionalProperties/properties/textChunkLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
}
if(data100.chunkMode !== undefined){
let data114 = data100.chunkMode;
if(typeof data114 !== "string"){
const err188 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/chunkMode",schemaPath:"#/properties/accounts/additionalProperties/properties/chunkMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
if(!((data114 === "length") || (data114 === "newline"))){
const err189 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/chunkMode",schemaPath:"#/properties/accounts/additionalProperties/properties/chunkMode/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.chunkMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
if(data100.mediaMaxMb !== undefined){
let data115 = data100.mediaMaxMb;
if((typeof data115 == "number") && (isFinite(data115))){
if(data115 <= 0 || isNaN(data115)){
const err190 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/mediaMaxMb",schemaPath:"#/properties/accounts/additionalProperties/properties/mediaMaxMb/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
else {
const err191 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/mediaMaxMb",schemaPath:"#/properties/accounts/additionalProperties/properties/mediaMaxMb/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
if(data100.blockStreaming !== undefined){
if(typeof data100.blockStreaming !== "boolean"){
const err192 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreaming",schemaPath:"#/properties/accounts/additionalProperties/properties/blockStreaming/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
}
if(data100.blockStreamingCoalesce !== undefined){
let data117 = data100.blockStreamingCoalesce;
if(data117 && typeof data117 == "object" && !Array.isArray(data117)){
for(const key25 in data117){if(errors>=32)break;
if(!(((key25 === "minChars") || (key25 === "maxChars")) || (key25 === "idleMs"))){
const err193 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key25},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
if(data117.minChars !== undefined){
let data118 = data117.minChars;
if(!(((typeof data118 == "number") && (!(data118 % 1) && !isNaN(data118))) && (isFinite(data118)))){
const err194 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
if((typeof data118 == "number") && (isFinite(data118))){
if(data118 < 1 || isNaN(data118)){
const err195 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
}
if(data117.maxChars !== undefined){
let data119 = data117.maxChars;
if(!(((typeof data119 == "number") && (!(data119 % 1) && !isNaN(data119))) && (isFinite(data119)))){
const err196 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
if((typeof data119 == "number") && (isFinite(data119))){
if(data119 < 1 || isNaN(data119)){
const err197 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
}
if(data117.idleMs !== undefined){
let data120 = data117.idleMs;
if(!(((typeof data120 == "number") && (!(data120 % 1) && !isNaN(data120))) && (isFinite(data120)))){
const err198 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
if((typeof data120 == "number") && (isFinite(data120))){
if(data120 < 0 || isNaN(data120)){
const err199 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
}
}
else {
const err200 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
if(data100.heartbeat !== undefined){
let data121 = data100.heartbeat;
if(data121 && typeof data121 == "object" && !Array.isArray(data121)){
for(const key26 in data121){if(errors>=32)break;
if(!(((key26 === "showOk") || (key26 === "showAlerts")) || (key26 === "useIndicator"))){
const err201 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key26},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
if(data121.showOk !== undefined){
if(typeof data121.showOk !== "boolean"){
const err202 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat/showOk",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showOk/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
}
if(data121.showAlerts !== undefined){
if(typeof data121.showAlerts !== "boolean"){
const err203 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat/showAlerts",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showAlerts/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
if(data121.useIndicator !== undefined){
if(typeof data121.useIndicator !== "boolean"){
const err204 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat/useIndicator",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/useIndicator/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
}
else {
const err205 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
}
if(data100.botToken !== undefined){
if(typeof data100.botToken !== "string"){
const err206 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/botToken",schemaPath:"#/properties/accounts/additionalProperties/properties/botToken/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
if(data100.tokenFile !== undefined){
let data126 = data100.tokenFile;
if(typeof data126 === "string"){
if(data126.length < 1){
const err207 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tokenFile",schemaPath:"#/properties/accounts/additionalProperties/properties/tokenFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
else {
const err208 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/tokenFile",schemaPath:"#/properties/accounts/additionalProperties/properties/tokenFile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
if(data100.allowFrom !== undefined){
let data127 = data100.allowFrom;
if(Array.isArray(data127)){
const len14 = data127.length;
for(let i14=0; i14<len14 && errors<32; i14++){
let data128 = data127[i14];
const _errs321 = errors;
let valid69 = false;
const _errs322 = errors;
if(typeof data128 !== "string"){
const err209 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i14,schemaPath:"#/properties/accounts/additionalProperties/properties/allowFrom/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
var _valid7 = _errs322 === errors;
valid69 = valid69 || _valid7;
if(!valid69){
const _errs324 = errors;
if(!((typeof data128 == "number") && (isFinite(data128)))){
const err210 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i14,schemaPath:"#/properties/accounts/additionalProperties/properties/allowFrom/items/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
var _valid7 = _errs324 === errors;
valid69 = valid69 || _valid7;
}
if(!valid69){
const err211 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i14,schemaPath:"#/properties/accounts/additionalProperties/properties/allowFrom/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
else {
errors = _errs321;
if(vErrors !== null){
if(_errs321){
vErrors.length = _errs321;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err212 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom",schemaPath:"#/properties/accounts/additionalProperties/properties/allowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
if(data100.groupAllowFrom !== undefined){
let data129 = data100.groupAllowFrom;
if(Array.isArray(data129)){
const len15 = data129.length;
for(let i15=0; i15<len15 && errors<32; i15++){
let data130 = data129[i15];
const _errs329 = errors;
let valid72 = false;
const _errs330 = errors;
if(typeof data130 !== "string"){
const err213 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupAllowFrom/" + i15,schemaPath:"#/properties/accounts/additionalProperties/properties/groupAllowFrom/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
var _valid8 = _errs330 === errors;
valid72 = valid72 || _valid8;
if(!valid72){
const _errs332 = errors;
if(!((typeof data130 == "number") && (isFinite(data130)))){
const err214 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupAllowFrom/" + i15,schemaPath:"#/properties/accounts/additionalProperties/properties/groupAllowFrom/items/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
var _valid8 = _errs332 === errors;
valid72 = valid72 || _valid8;
}
if(!valid72){
const err215 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupAllowFrom/" + i15,schemaPath:"#/properties/accounts/additionalProperties/properties/groupAllowFrom/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
else {
errors = _errs329;
if(vErrors !== null){
if(_errs329){
vErrors.length = _errs329;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err216 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groupAllowFrom",schemaPath:"#/properties/accounts/additionalProperties/properties/groupAllowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data100.groups !== undefined){
let data131 = data100.groups;
if(data131 && typeof data131 == "object" && !Array.isArray(data131)){
for(const key27 in data131){if(errors>=32)break;
let data132 = data131[key27];
if(data132 && typeof data132 == "object" && !Array.isArray(data132)){
for(const key28 in data132){if(errors>=32)break;
if(!((((((((key28 === "requireMention") || (key28 === "skills")) || (key28 === "enabled")) || (key28 === "allowFrom")) || (key28 === "systemPrompt")) || (key28 === "tools")) || (key28 === "toolsBySender")) || (key28 === "topics"))){
const err217 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key28},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
}
if(data132.requireMention !== undefined){
if(typeof data132.requireMention !== "boolean"){
const err218 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/requireMention",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/requireMention/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
if(data132.skills !== undefined){
let data134 = data132.skills;
if(Array.isArray(data134)){
const len16 = data134.length;
for(let i16=0; i16<len16 && errors<32; i16++){
if(typeof data134[i16] !== "string"){
const err219 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/skills/" + i16,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/skills/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
}
}
else {
const err220 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/skills",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/skills/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
if(data132.enabled !== undefined){
if(typeof data132.enabled !== "boolean"){
const err221 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
if(data132.allowFrom !== undefined){
let data137 = data132.allowFrom;
if(Array.isArray(data137)){
const len17 = data137.length;
for(let i17=0; i17<len17 && errors<32; i17++){
let data138 = data137[i17];
const _errs351 = errors;
let valid79 = false;
const _errs352 = errors;
if(typeof data138 !== "string"){
const err222 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i17,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/allowFrom/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
var _valid9 = _errs352 === errors;
valid79 = valid79 || _valid9;
if(!valid79){
const _errs354 = errors;
if(!((typeof data138 == "number") && (isFinite(data138)))){
const err223 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i17,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/allowFrom/items/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
var _valid9 = _errs354 === errors;
valid79 = valid79 || _valid9;
}
if(!valid79){
const err224 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i17,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/allowFrom/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
else {
errors = _errs351;
if(vErrors !== null){
if(_errs351){
vErrors.length = _errs351;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err225 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/allowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
if(data132.systemPrompt !== undefined){
if(typeof data132.systemPrompt !== "string"){
const err226 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPrompt",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/systemPrompt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
}
if(data132.tools !== undefined){
let data140 = data132.tools;
if(data140 && typeof data140 == "object" && !Array.isArray(data140)){
for(const key29 in data140){if(errors>=32)break;
if(!(((key29 === "allow") || (key29 === "alsoAllow")) || (key29 === "deny"))){
const err227 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key29},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
}
if(data140.allow !== undefined){
let data141 = data140.allow;
if(Array.isArray(data141)){
const len18 = data141.length;
for(let i18=0; i18<len18 && errors<32; i18++){
if(typeof data141[i18] !== "string"){
const err228 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/allow/" + i18,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
}
}
else {
const err229 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/allow",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
}
if(data140.alsoAllow !== undefined){
let data143 = data140.alsoAllow;
if(Array.isArray(data143)){
const len19 = data143.length;
for(let i19=0; i19<len19 && errors<32; i19++){
if(typeof data143[i19] !== "string"){
const err230 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/alsoAllow/" + i19,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
}
else {
const err231 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/alsoAllow",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
if(data140.deny !== undefined){
let data145 = data140.deny;
if(Array.isArray(data145)){
const len20 = data145.length;
for(let i20=0; i20<len20 && errors<32; i20++){
if(typeof data145[i20] !== "string"){
const err232 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/deny/" + i20,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
}
else {
const err233 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools/deny",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
}
}
else {
const err234 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/tools",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/tools/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
}
if(data132.toolsBySender !== undefined){
let data147 = data132.toolsBySender;
if(data147 && typeof data147 == "object" && !Array.isArray(data147)){
for(const key30 in data147){if(errors>=32)break;
let data148 = data147[key30];
if(data148 && typeof data148 == "object" && !Array.isArray(data148)){
for(const key31 in data148){if(errors>=32)break;
if(!(((key31 === "allow") || (key31 === "alsoAllow")) || (key31 === "deny"))){
const err235 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key30.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key31},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
}
if(data148.allow !== undefined){
let data149 = data148.allow;
if(Array.isArray(data149)){
const len21 = data149.length;
for(let i21=0; i21<len21 && errors<32; i21++){
if(typeof data149[i21] !== "string"){
const err236 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow/" + i21,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
}
}
else {
const err237 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
}
if(data148.alsoAllow !== undefined){
let data151 = data148.alsoAllow;
if(Array.isArray(data151)){
const len22 = data151.length;
for(let i22=0; i22<len22 && errors<32; i22++){
if(typeof data151[i22] !== "string"){
const err238 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow/" + i22,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
}
}
else {
const err239 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
}
if(data148.deny !== undefined){
let data153 = data148.deny;
if(Array.isArray(data153)){
const len23 = data153.length;
for(let i23=0; i23<len23 && errors<32; i23++){
if(typeof data153[i23] !== "string"){
const err240 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny/" + i23,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
}
}
else {
const err241 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
}
}
else {
const err242 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender/" + key30.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
}
}
else {
const err243 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/toolsBySender",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/toolsBySender/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
}
if(data132.topics !== undefined){
let data155 = data132.topics;
if(data155 && typeof data155 == "object" && !Array.isArray(data155)){
for(const key32 in data155){if(errors>=32)break;
let data156 = data155[key32];
if(data156 && typeof data156 == "object" && !Array.isArray(data156)){
for(const key33 in data156){if(errors>=32)break;
if(!(((((key33 === "requireMention") || (key33 === "skills")) || (key33 === "enabled")) || (key33 === "allowFrom")) || (key33 === "systemPrompt"))){
const err244 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key33},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
if(data156.requireMention !== undefined){
if(typeof data156.requireMention !== "boolean"){
const err245 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/requireMention",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/requireMention/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
}
if(data156.skills !== undefined){
let data158 = data156.skills;
if(Array.isArray(data158)){
const len24 = data158.length;
for(let i24=0; i24<len24 && errors<32; i24++){
if(typeof data158[i24] !== "string"){
const err246 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/skills/" + i24,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/skills/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
}
}
else {
const err247 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/skills",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/skills/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
if(data156.enabled !== undefined){
if(typeof data156.enabled !== "boolean"){
const err248 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
if(data156.allowFrom !== undefined){
let data161 = data156.allowFrom;
if(Array.isArray(data161)){
const len25 = data161.length;
for(let i25=0; i25<len25 && errors<32; i25++){
let data162 = data161[i25];
const _errs408 = errors;
let valid101 = false;
const _errs409 = errors;
if(typeof data162 !== "string"){
const err249 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i25,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/allowFrom/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
var _valid10 = _errs409 === errors;
valid101 = valid101 || _valid10;
if(!valid101){
const _errs411 = errors;
if(!((typeof data162 == "number") && (isFinite(data162)))){
const err250 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i25,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/allowFrom/items/anyOf/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
var _valid10 = _errs411 === errors;
valid101 = valid101 || _valid10;
}
if(!valid101){
const err251 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom/" + i25,schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/allowFrom/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
else {
errors = _errs408;
if(vErrors !== null){
if(_errs408){
vErrors.length = _errs408;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err252 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/allowFrom",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/allowFrom/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
}
if(data156.systemPrompt !== undefined){
if(typeof data156.systemPrompt !== "string"){
const err253 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPrompt",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/properties/systemPrompt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
}
}
else {
const err254 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics/" + key32.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
}
}
else {
const err255 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1")+"/topics",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/properties/topics/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
}
}
else {
const err256 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups/" + key27.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/properties/groups/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
}
}
else {
const err257 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/groups",schemaPath:"#/properties/accounts/additionalProperties/properties/groups/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
}
if(data100.capabilities !== undefined){
let data164 = data100.capabilities;
const _errs416 = errors;
let valid102 = false;
const _errs417 = errors;
if(Array.isArray(data164)){
const len26 = data164.length;
for(let i26=0; i26<len26 && errors<32; i26++){
if(typeof data164[i26] !== "string"){
const err258 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities/" + i26,schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/anyOf/0/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
}
else {
const err259 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities",schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/anyOf/0/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
var _valid11 = _errs417 === errors;
valid102 = valid102 || _valid11;
if(!valid102){
const _errs421 = errors;
if(data164 && typeof data164 == "object" && !Array.isArray(data164)){
for(const key34 in data164){if(errors>=32)break;
if(!(key34 === "inlineButtons")){
const err260 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities",schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key34},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
}
if(data164.inlineButtons !== undefined){
let data166 = data164.inlineButtons;
if(typeof data166 !== "string"){
const err261 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities/inlineButtons",schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/anyOf/1/properties/inlineButtons/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err261];
}
else {
vErrors.push(err261);
}
errors++;
}
if(!(((((data166 === "off") || (data166 === "dm")) || (data166 === "group")) || (data166 === "all")) || (data166 === "allowlist"))){
const err262 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities/inlineButtons",schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/anyOf/1/properties/inlineButtons/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.capabilities.anyOf[1].properties.inlineButtons.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err262];
}
else {
vErrors.push(err262);
}
errors++;
}
}
}
else {
const err263 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities",schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err263];
}
else {
vErrors.push(err263);
}
errors++;
}
var _valid11 = _errs421 === errors;
valid102 = valid102 || _valid11;
}
if(!valid102){
const err264 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/capabilities",schemaPath:"#/properties/accounts/additionalProperties/properties/capabilities/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err264];
}
else {
vErrors.push(err264);
}
errors++;
}
else {
errors = _errs416;
if(vErrors !== null){
if(_errs416){
vErrors.length = _errs416;
}
else {
vErrors = null;
}
}
}
}
if(data100.commands !== undefined){
let data167 = data100.commands;
if(data167 && typeof data167 == "object" && !Array.isArray(data167)){
for(const key35 in data167){if(errors>=32)break;
if(!((key35 === "native") || (key35 === "nativeSkills"))){
const err265 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key35},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err265];
}
else {
vErrors.push(err265);
}
errors++;
}
}
if(data167.native !== undefined){
let data168 = data167.native;
const _errs430 = errors;
let valid107 = false;
const _errs431 = errors;
if(typeof data168 !== "boolean"){
const err266 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands/native",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/properties/native/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err266];
}
else {
vErrors.push(err266);
}
errors++;
}
var _valid12 = _errs431 === errors;
valid107 = valid107 || _valid12;
if(!valid107){
const _errs433 = errors;
if(typeof data168 !== "string"){
const err267 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands/native",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/properties/native/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err267];
}
else {
vErrors.push(err267);
}
errors++;
}
if("auto" !== data168){
const err268 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands/native",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/properties/native/anyOf/1/const",keyword:"const",params:{allowedValue: "auto"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err268];
}
else {
vErrors.push(err268);
}
errors++;
}
var _valid12 = _errs433 === errors;
valid107 = valid107 || _valid12;
}
if(!valid107){
const err269 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands/native",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/properties/native/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err269];
}
else {
vErrors.push(err269);
}
errors++;
}
else {
errors = _errs430;
if(vErrors !== null){
if(_errs430){
vErrors.length = _errs430;
}
else {
vErrors = null;
}
}
}
}
if(data167.nativeSkills !== undefined){
let data169 = data167.nativeSkills;
const _errs436 = errors;
let valid108 = false;
const _errs437 = errors;
if(typeof data169 !== "boolean"){
const err270 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands/nativeSkills",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/properties/nativeSkills/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err270];
}
else {
vErrors.push(err270);
}
errors++;
}
var _valid13 = _errs437 === errors;
valid108 = valid108 || _valid13;
if(!valid108){
const _errs439 = errors;
if(typeof data169 !== "string"){
const err271 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands/nativeSkills",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/properties/nativeSkills/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err271];
}
else {
vErrors.push(err271);
}
errors++;
}
if("auto" !== data169){
const err272 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands/nativeSkills",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/properties/nativeSkills/anyOf/1/const",keyword:"const",params:{allowedValue: "auto"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err272];
}
else {
vErrors.push(err272);
}
errors++;
}
var _valid13 = _errs439 === errors;
valid108 = valid108 || _valid13;
}
if(!valid108){
const err273 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands/nativeSkills",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/properties/nativeSkills/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err273];
}
else {
vErrors.push(err273);
}
errors++;
}
else {
errors = _errs436;
if(vErrors !== null){
if(_errs436){
vErrors.length = _errs436;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err274 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/commands",schemaPath:"#/properties/accounts/additionalProperties/properties/commands/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err274];
}
else {
vErrors.push(err274);
}
errors++;
}
}
if(data100.customCommands !== undefined){
let data170 = data100.customCommands;
if(Array.isArray(data170)){
const len27 = data170.length;
for(let i27=0; i27<len27 && errors<32; i27++){
let data171 = data170[i27];
if(data171 && typeof data171 == "object" && !Array.isArray(data171)){
if(data171.command === undefined){
const err275 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands/" + i27,schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/items/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'"};
if(vErrors === null){
vErrors = [err275];
}
else {
vErrors.push(err275);
}
errors++;
}
if(data171.description === undefined){
const err276 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands/" + i27,schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/items/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'"};
if(vErrors === null){
vErrors = [err276];
}
else {
vErrors.push(err276);
}
errors++;
}
for(const key36 in data171){if(errors>=32)break;
if(!((key36 === "command") || (key36 === "description"))){
const err277 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands/" + i27,schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key36},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err277];
}
else {
vErrors.push(err277);
}
errors++;
}
}
if(data171.command !== undefined){
let data172 = data171.command;
if(typeof data172 === "string"){
if(data172.length < 1){
const err278 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands/" + i27+"/command",schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/items/properties/command/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err278];
}
else {
vErrors.push(err278);
}
errors++;
}
}
else {
const err279 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands/" + i27+"/command",schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/items/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err279];
}
else {
vErrors.push(err279);
}
errors++;
}
}
if(data171.description !== undefined){
let data173 = data171.description;
if(typeof data173 === "string"){
if(data173.length < 1){
const err280 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands/" + i27+"/description",schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/items/properties/description/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err280];
}
else {
vErrors.push(err280);
}
errors++;
}
}
else {
const err281 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands/" + i27+"/description",schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/items/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err281];
}
else {
vErrors.push(err281);
}
errors++;
}
}
}
else {
const err282 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands/" + i27,schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err282];
}
else {
vErrors.push(err282);
}
errors++;
}
}
}
else {
const err283 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/customCommands",schemaPath:"#/properties/accounts/additionalProperties/properties/customCommands/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err283];
}
else {
vErrors.push(err283);
}
errors++;
}
}
if(data100.streamMode !== undefined){
let data174 = data100.streamMode;
if(typeof data174 !== "string"){
const err284 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/streamMode",schemaPath:"#/properties/accounts/additionalProperties/properties/streamMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err284];
}
else {
vErrors.push(err284);
}
errors++;
}
if(!(((data174 === "off") || (data174 === "partial")) || (data174 === "block"))){
const err285 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/streamMode",schemaPath:"#/properties/accounts/additionalProperties/properties/streamMode/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.streamMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err285];
}
else {
vErrors.push(err285);
}
errors++;
}
}
if(data100.draftChunk !== undefined){
let data175 = data100.draftChunk;
if(data175 && typeof data175 == "object" && !Array.isArray(data175)){
for(const key37 in data175){if(errors>=32)break;
if(!(((key37 === "minChars") || (key37 === "maxChars")) || (key37 === "breakPreference"))){
const err286 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/draftChunk",schemaPath:"#/$defs/ChunkingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key37},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err286];
}
else {
vErrors.push(err286);
}
errors++;
}
}
if(data175.minChars !== undefined){
let data176 = data175.minChars;
if(!(((typeof data176 == "number") && (!(data176 % 1) && !isNaN(data176))) && (isFinite(data176)))){
const err287 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/draftChunk/minChars",schemaPath:"#/$defs/ChunkingConfig/properties/minChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err287];
}
else {
vErrors.push(err287);
}
errors++;
}
if((typeof data176 == "number") && (isFinite(data176))){
if(data176 < 1 || isNaN(data176)){
const err288 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/draftChunk/minChars",schemaPath:"#/$defs/ChunkingConfig/properties/minChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err288];
}
else {
vErrors.push(err288);
}
errors++;
}
}
}
if(data175.maxChars !== undefined){
let data177 = data175.maxChars;
if(!(((typeof data177 == "number") && (!(data177 % 1) && !isNaN(data177))) && (isFinite(data177)))){
const err289 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/draftChunk/maxChars",schemaPath:"#/$defs/ChunkingConfig/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err289];
}
else {
vErrors.push(err289);
}
errors++;
}
if((typeof data177 == "number") && (isFinite(data177))){
if(data177 < 1 || isNaN(data177)){
const err290 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/draftChunk/maxChars",schemaPath:"#/$defs/ChunkingConfig/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err290];
}
else {
vErrors.push(err290);
}
errors++;
}
}
}
if(data175.breakPreference !== undefined){
let data178 = data175.breakPreference;
if(typeof data178 !== "string"){
const err291 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/draftChunk/breakPreference",schemaPath:"#/$defs/ChunkingConfig/properties/breakPreference/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err291];
}
else {
vErrors.push(err291);
}
errors++;
}
if(!(((data178 === "paragraph") || (data178 === "newline")) || (data178 === "sentence"))){
const err292 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/draftChunk/breakPreference",schemaPath:"#/$defs/ChunkingConfig/properties/breakPreference/enum",keyword:"enum",params:{allowedValues: schema27.properties.breakPreference.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err292];
}
else {
vErrors.push(err292);
}
errors++;
}
}
}
else {
const err293 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/draftChunk",schemaPath:"#/$defs/ChunkingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err293];
}
else {
vErrors.push(err293);
}
errors++;
}
}
if(data100.replyToMode !== undefined){
let data179 = data100.replyToMode;
if(typeof data179 !== "string"){
const err294 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/replyToMode",schemaPath:"#/properties/accounts/additionalProperties/properties/replyToMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err294];
}
else {
vErrors.push(err294);
}
errors++;
}
if(!(((data179 === "off") || (data179 === "first")) || (data179 === "all"))){
const err295 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/replyToMode",schemaPath:"#/properties/accounts/additionalProperties/properties/replyToMode/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.replyToMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err295];
}
else {
vErrors.push(err295);
}
errors++;
}
}
if(data100.timeoutSeconds !== undefined){
let data180 = data100.timeoutSeconds;
if(!(((typeof data180 == "number") && (!(data180 % 1) && !isNaN(data180))) && (isFinite(data180)))){
const err296 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeoutSeconds",schemaPath:"#/properties/accounts/additionalProperties/properties/timeoutSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err296];
}
else {
vErrors.push(err296);
}
errors++;
}
if((typeof data180 == "number") && (isFinite(data180))){
if(data180 < 1 || isNaN(data180)){
const err297 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeoutSeconds",schemaPath:"#/properties/accounts/additionalProperties/properties/timeoutSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err297];
}
else {
vErrors.push(err297);
}
errors++;
}
}
}
if(data100.retry !== undefined){
let data181 = data100.retry;
if(data181 && typeof data181 == "object" && !Array.isArray(data181)){
for(const key38 in data181){if(errors>=32)break;
if(!((((key38 === "attempts") || (key38 === "minDelayMs")) || (key38 === "maxDelayMs")) || (key38 === "jitter"))){
const err298 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key38},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err298];
}
else {
vErrors.push(err298);
}
errors++;
}
}
if(data181.attempts !== undefined){
let data182 = data181.attempts;
if(!(((typeof data182 == "number") && (!(data182 % 1) && !isNaN(data182))) && (isFinite(data182)))){
const err299 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/attempts",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err299];
}
else {
vErrors.push(err299);
}
errors++;
}
if((typeof data182 == "number") && (isFinite(data182))){
if(data182 < 1 || isNaN(data182)){
const err300 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/attempts",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err300];
}
else {
vErrors.push(err300);
}
errors++;
}
}
}
if(data181.minDelayMs !== undefined){
let data183 = data181.minDelayMs;
if(!(((typeof data183 == "number") && (!(data183 % 1) && !isNaN(data183))) && (isFinite(data183)))){
const err301 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/minDelayMs",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/minDelayMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err301];
}
else {
vErrors.push(err301);
}
errors++;
}
if((typeof data183 == "number") && (isFinite(data183))){
if(data183 < 0 || isNaN(data183)){
const err302 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/minDelayMs",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/minDelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err302];
}
else {
vErrors.push(err302);
}
errors++;
}
}
}
if(data181.maxDelayMs !== undefined){
let data184 = data181.maxDelayMs;
if(!(((typeof data184 == "number") && (!(data184 % 1) && !isNaN(data184))) && (isFinite(data184)))){
const err303 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/maxDelayMs",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/maxDelayMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err303];
}
else {
vErrors.push(err303);
}
errors++;
}
if((typeof data184 == "number") && (isFinite(data184))){
if(data184 < 0 || isNaN(data184)){
const err304 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/maxDelayMs",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/maxDelayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err304];
}
else {
vErrors.push(err304);
}
errors++;
}
}
}
if(data181.jitter !== undefined){
let data185 = data181.jitter;
if((typeof data185 == "number") && (isFinite(data185))){
if(data185 > 1 || isNaN(data185)){
const err305 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/jitter",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/jitter/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"};
if(vErrors === null){
vErrors = [err305];
}
else {
vErrors.push(err305);
}
errors++;
}
if(data185 < 0 || isNaN(data185)){
const err306 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/jitter",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/jitter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err306];
}
else {
vErrors.push(err306);
}
errors++;
}
}
else {
const err307 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry/jitter",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/properties/jitter/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err307];
}
else {
vErrors.push(err307);
}
errors++;
}
}
}
else {
const err308 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/retry",schemaPath:"#/properties/accounts/additionalProperties/properties/retry/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err308];
}
else {
vErrors.push(err308);
}
errors++;
}
}
if(data100.network !== undefined){
let data186 = data100.network;
if(data186 && typeof data186 == "object" && !Array.isArray(data186)){
for(const key39 in data186){if(errors>=32)break;
if(!(key39 === "autoSelectFamily")){
const err309 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/network",schemaPath:"#/properties/accounts/additionalProperties/properties/network/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key39},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err309];
}
else {
vErrors.push(err309);
}
errors++;
}
}
if(data186.autoSelectFamily !== undefined){
if(typeof data186.autoSelectFamily !== "boolean"){
const err310 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/network/autoSelectFamily",schemaPath:"#/properties/accounts/additionalProperties/properties/network/properties/autoSelectFamily/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err310];
}
else {
vErrors.push(err310);
}
errors++;
}
}
}
else {
const err311 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/network",schemaPath:"#/properties/accounts/additionalProperties/properties/network/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err311];
}
else {
vErrors.push(err311);
}
errors++;
}
}
if(data100.proxy !== undefined){
let data188 = data100.proxy;
if(typeof data188 === "string"){
if(data188.length < 1){
const err312 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/accounts/additionalProperties/properties/proxy/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err312];
}
else {
vErrors.push(err312);
}
errors++;
}
}
else {
const err313 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/accounts/additionalProperties/properties/proxy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err313];
}
else {
vErrors.push(err313);
}
errors++;
}
}
if(data100.webhookUrl !== undefined){
let data189 = data100.webhookUrl;
if(typeof data189 === "string"){
if(data189.length < 1){
const err314 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/webhookUrl",schemaPath:"#/properties/accounts/additionalProperties/properties/webhookUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err314];
}
else {
vErrors.push(err314);
}
errors++;
}
}
else {
const err315 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/webhookUrl",schemaPath:"#/properties/accounts/additionalProperties/properties/webhookUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err315];
}
else {
vErrors.push(err315);
}
errors++;
}
}
if(data100.webhookSecret !== undefined){
if(typeof data100.webhookSecret !== "string"){
const err316 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/webhookSecret",schemaPath:"#/properties/accounts/additionalProperties/properties/webhookSecret/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err316];
}
else {
vErrors.push(err316);
}
errors++;
}
}
if(data100.webhookPath !== undefined){
let data191 = data100.webhookPath;
if(typeof data191 === "string"){
if(data191.length < 1){
const err317 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/webhookPath",schemaPath:"#/properties/accounts/additionalProperties/properties/webhookPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err317];
}
else {
vErrors.push(err317);
}
errors++;
}
}
else {
const err318 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/webhookPath",schemaPath:"#/properties/accounts/additionalProperties/properties/webhookPath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err318];
}
else {
vErrors.push(err318);
}
errors++;
}
}
if(data100.actions !== undefined){
let data192 = data100.actions;
if(data192 && typeof data192 == "object" && !Array.isArray(data192)){
for(const key40 in data192){if(errors>=32)break;
if(!((((key40 === "reactions") || (key40 === "sendMessage")) || (key40 === "deleteMessage")) || (key40 === "sticker"))){
const err319 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key40},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err319];
}
else {
vErrors.push(err319);
}
errors++;
}
}
if(data192.reactions !== undefined){
if(typeof data192.reactions !== "boolean"){
const err320 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions/reactions",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/properties/reactions/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err320];
}
else {
vErrors.push(err320);
}
errors++;
}
}
if(data192.sendMessage !== undefined){
if(typeof data192.sendMessage !== "boolean"){
const err321 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions/sendMessage",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/properties/sendMessage/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err321];
}
else {
vErrors.push(err321);
}
errors++;
}
}
if(data192.deleteMessage !== undefined){
if(typeof data192.deleteMessage !== "boolean"){
const err322 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions/deleteMessage",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/properties/deleteMessage/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err322];
}
else {
vErrors.push(err322);
}
errors++;
}
}
if(data192.sticker !== undefined){
if(typeof data192.sticker !== "boolean"){
const err323 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions/sticker",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/properties/sticker/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err323];
}
else {
vErrors.push(err323);
}
errors++;
}
}
}
else {
const err324 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/actions",schemaPath:"#/properties/accounts/additionalProperties/properties/actions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err324];
}
else {
vErrors.push(err324);
}
errors++;
}
}
if(data100.reactionNotifications !== undefined){
let data197 = data100.reactionNotifications;
if(typeof data197 !== "string"){
const err325 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/reactionNotifications",schemaPath:"#/properties/accounts/additionalProperties/properties/reactionNotifications/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err325];
}
else {
vErrors.push(err325);
}
errors++;
}
if(!(((data197 === "off") || (data197 === "own")) || (data197 === "all"))){
const err326 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/reactionNotifications",schemaPath:"#/properties/accounts/additionalProperties/properties/reactionNotifications/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.reactionNotifications.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err326];
}
else {
vErrors.push(err326);
}
errors++;
}
}
if(data100.reactionLevel !== undefined){
let data198 = data100.reactionLevel;
if(typeof data198 !== "string"){
const err327 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/reactionLevel",schemaPath:"#/properties/accounts/additionalProperties/properties/reactionLevel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err327];
}
else {
vErrors.push(err327);
}
errors++;
}
if(!((((data198 === "off") || (data198 === "ack")) || (data198 === "minimal")) || (data198 === "extensive"))){
const err328 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/reactionLevel",schemaPath:"#/properties/accounts/additionalProperties/properties/reactionLevel/enum",keyword:"enum",params:{allowedValues: schema24.properties.accounts.additionalProperties.properties.reactionLevel.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err328];
}
else {
vErrors.push(err328);
}
errors++;
}
}
if(data100.linkPreview !== undefined){
if(typeof data100.linkPreview !== "boolean"){
const err329 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1")+"/linkPreview",schemaPath:"#/properties/accounts/additionalProperties/properties/linkPreview/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err329];
}
else {
vErrors.push(err329);
}
errors++;
}
}
}
else {
const err330 = {instancePath:instancePath+"/accounts/" + key20.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/accounts/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err330];
}
else {
vErrors.push(err330);
}
errors++;
}
}
}
else {
const err331 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err331];
}
else {
vErrors.push(err331);
}
errors++;
}
}
}
else {
const err332 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err332];
}
else {
vErrors.push(err332);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}


function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.defaults !== undefined){
let data0 = data.defaults;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key0 in data0){if(errors>=32)break;
if(!((key0 === "groupPolicy") || (key0 === "heartbeat"))){
const err0 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data0.groupPolicy !== undefined){
let data1 = data0.groupPolicy;
if(typeof data1 !== "string"){
const err1 = {instancePath:instancePath+"/defaults/groupPolicy",schemaPath:"#/properties/defaults/properties/groupPolicy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!(((data1 === "open") || (data1 === "disabled")) || (data1 === "allowlist"))){
const err2 = {instancePath:instancePath+"/defaults/groupPolicy",schemaPath:"#/properties/defaults/properties/groupPolicy/enum",keyword:"enum",params:{allowedValues: schema17.properties.defaults.properties.groupPolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data0.heartbeat !== undefined){
let data2 = data0.heartbeat;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){if(errors>=32)break;
if(!(((key1 === "showOk") || (key1 === "showAlerts")) || (key1 === "useIndicator"))){
const err3 = {instancePath:instancePath+"/defaults/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data2.showOk !== undefined){
if(typeof data2.showOk !== "boolean"){
const err4 = {instancePath:instancePath+"/defaults/heartbeat/showOk",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showOk/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data2.showAlerts !== undefined){
if(typeof data2.showAlerts !== "boolean"){
const err5 = {instancePath:instancePath+"/defaults/heartbeat/showAlerts",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/showAlerts/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.useIndicator !== undefined){
if(typeof data2.useIndicator !== "boolean"){
const err6 = {instancePath:instancePath+"/defaults/heartbeat/useIndicator",schemaPath:"#/$defs/HeartbeatVisibilityConfig/properties/useIndicator/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/defaults/heartbeat",schemaPath:"#/$defs/HeartbeatVisibilityConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.whatsapp !== undefined){
if(!(validate15(data.whatsapp, {instancePath:instancePath+"/whatsapp",parentData:data,parentDataProperty:"whatsapp",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
}
if(data.telegram !== undefined){
if(!(validate17(data.telegram, {instancePath:instancePath+"/telegram",parentData:data,parentDataProperty:"telegram",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.discord !== undefined){
let data8 = data.discord;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
}
else {
const err9 = {instancePath:instancePath+"/discord",schemaPath:"#/properties/discord/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.googlechat !== undefined){
let data9 = data.googlechat;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
}
else {
const err10 = {instancePath:instancePath+"/googlechat",schemaPath:"#/properties/googlechat/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.slack !== undefined){
let data10 = data.slack;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
}
else {
const err11 = {instancePath:instancePath+"/slack",schemaPath:"#/properties/slack/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.signal !== undefined){
let data11 = data.signal;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
}
else {
const err12 = {instancePath:instancePath+"/signal",schemaPath:"#/properties/signal/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.imessage !== undefined){
let data12 = data.imessage;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
}
else {
const err13 = {instancePath:instancePath+"/imessage",schemaPath:"#/properties/imessage/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.bluebubbles !== undefined){
let data13 = data.bluebubbles;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
}
else {
const err14 = {instancePath:instancePath+"/bluebubbles",schemaPath:"#/properties/bluebubbles/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.msteams !== undefined){
let data14 = data.msteams;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
}
else {
const err15 = {instancePath:instancePath+"/msteams",schemaPath:"#/properties/msteams/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const schema31 = {"type":"object","properties":{"defaults":{"$ref":"#/$defs/AgentDefaultsConfig"},"list":{"type":"array","items":{"$ref":"#/$defs/AgentConfig"},"description":"The agents. Without any there is one, `main`."}},"description":"Who answers.","additionalProperties":false};
const schema32 = {"type":"object","properties":{"model":{"type":"object","properties":{"primary":{"type":"string","minLength":1,"description":"`provider/model`."},"fallbacks":{"type":"array","items":{"type":"string"},"description":"`provider/model`, tried in order when the primary fails."}},"description":"The model agents use.","additionalProperties":false},"imageModel":{"type":"object","properties":{"primary":{"type":"string","minLength":1,"description":"`provider/model`."},"fallbacks":{"type":"array","items":{"type":"string"},"description":"`provider/model`, tried in order when the primary fails."}},"description":"The model that looks at pictures.","additionalProperties":false},"models":{"type":"object","additionalProperties":{"type":"object","properties":{"alias":{"type":"string","minLength":1,"description":"Short name."},"params":{"type":"object","properties":{},"description":"Passed to the provider.","additionalProperties":true}},"description":"One model.","additionalProperties":false},"description":"Models that may be chosen, by `provider/model`."},"workspace":{"type":"string","minLength":1,"description":"Directory the agent works in. Default `~/clawd`. `~` is the home directory."},"repoRoot":{"type":"string","minLength":1,"description":"Repository named in the prompt. `~` is the home directory."},"skipBootstrap":{"type":"boolean","description":"Do not create workspace files. Default false."},"bootstrapMaxChars":{"type":"integer","minimum":1,"description":"Characters taken from each workspace file. Default 20000."},"userTimezone":{"type":"string","minLength":1,"description":"IANA name."},"timeFormat":{"type":"string","enum":["auto","12","24"],"description":"Clock in prompts."},"envelopeTimezone":{"type":"string","minLength":1,"description":"`utc`, `local`, `user` or an IANA name."},"envelopeTimestamp":{"type":"string","enum":["on","off"],"description":"Time before incoming messages."},"envelopeElapsed":{"type":"string","enum":["on","off"],"description":"Time since the last message."},"contextTokens":{"type":"integer","minimum":1,"description":"Size of the context window to assume."},"timeoutSeconds":{"type":"integer","minimum":1,"description":"Deadline of a run. Default 600."},"mediaMaxMb":{"type":"number","exclusiveMinimum":0,"description":"Largest attachment, megabytes."},"maxConcurrent":{"type":"integer","minimum":1,"description":"Runs at a time. Default 4."},"thinkingDefault":{"type":"string","enum":["off","minimal","low","medium","high","xhigh"],"description":"How much the model thinks."},"verboseDefault":{"type":"string","enum":["off","on","full"],"description":"How much of its work is shown."},"elevatedDefault":{"type":"string","enum":["off","on","ask","full"],"description":"Whether tools run outside the sandbox."},"blockStreamingDefault":{"type":"string","enum":["off","on"],"description":"Send finished parts early."},"blockStreamingBreak":{"type":"string","enum":["text_end","message_end"],"description":"When a part counts as finished."},"blockStreamingChunk":{"$ref":"#/$defs/ChunkingConfig"},"blockStreamingCoalesce":{"$ref":"#/$defs/CoalescingConfig"},"humanDelay":{"$ref":"#/$defs/HumanDelayConfig"},"typingMode":{"type":"string","enum":["never","instant","thinking","message"],"description":"When \"typing…\" is shown."},"typingIntervalSeconds":{"type":"integer","minimum":1,"description":"How often it is renewed."},"heartbeat":{"$ref":"#/$defs/HeartbeatConfig"},"subagents":{"type":"object","properties":{"maxConcurrent":{"type":"integer","minimum":1,"description":"Runs at a time. Default 8."},"archiveAfterMinutes":{"type":"integer","minimum":1,"description":"Sub-sessions are archived after this."},"model":{"anyOf":[{"type":"string"},{"type":"object","properties":{"primary":{"type":"string","minLength":1,"description":"`provider/model`."},"fallbacks":{"type":"array","items":{"type":"string"},"description":"`provider/model`, tried in order when the primary fails."}},"description":"Model of sub-agents.","additionalProperties":false}]}},"description":"Agents started by agents.","additionalProperties":false},"compaction":{"type":"object","properties":{"mode":{"type":"string","enum":["default","safeguard"],"description":"How a long history is shortened. Default safeguard."},"reserveTokensFloor":{"type":"integer","minimum":0,"description":"Tokens kept free."},"maxHistoryShare":{"type":"number","minimum":0.1,"maximum":0.9,"description":"Part of the window history may fill."},"memoryFlush":{"type":"object","properties":{},"description":"Saving notes before shortening.","additionalProperties":true}},"description":"Shortening long histories.","additionalProperties":false},"contextPruning":{"type":"object","properties":{},"description":"Dropping old tool results.","additionalProperties":true},"memorySearch":{"type":"object","properties":{},"description":"Search over the agent’s notes.","additionalProperties":true},"cliBackends":{"type":"object","additionalProperties":{"$ref":"#/$defs/CliBackendConfig"},"description":"Installed agent programs by provider id."},"sandbox":{"$ref":"#/$defs/SandboxConfig"}},"description":"Settings of every agent that does not say otherwise.","additionalProperties":false};
const schema35 = {"type":"object","properties":{"mode":{"type":"string","enum":["off","natural","custom"],"description":"How the pause between parts of a reply is chosen."},"minMs":{"type":"integer","minimum":0,"description":"Shortest pause, milliseconds."},"maxMs":{"type":"integer","minimum":0,"description":"Longest pause, milliseconds."}},"description":"Pauses between the parts of a streamed reply.","additionalProperties":false};
const schema38 = {"type":"object","required":["command"],"properties":{"command":{"type":"string","minLength":1,"description":"Program to run."},"args":{"type":"array","items":{"type":"string"},"description":"Arguments of a fresh session."},"resumeArgs":{"type":"array","items":{"type":"string"},"description":"Arguments of a later turn; `{sessionId}` is replaced."},"output":{"type":"string","enum":["json","jsonl","text"],"description":"Form of its output."},"resumeOutput":{"type":"string","enum":["json","jsonl","text"],"description":"Form of its output in later turns."},"input":{"type":"string","enum":["arg","stdin"],"description":"How it gets the prompt."},"maxPromptArgChars":{"type":"integer","minimum":1,"description":"Longer prompts go to stdin."},"env":{"type":"object","additionalProperties":{"type":"string"},"description":"Added to its environment."},"clearEnv":{"type":"array","items":{"type":"string"},"description":"Variables it must not see."},"modelArg":{"type":"string","minLength":1,"description":"Flag before the model name."},"modelAliases":{"type":"object","additionalProperties":{"type":"string"},"description":"Our model name to its own."},"sessionArg":{"type":"string","minLength":1,"description":"Flag before the session id."},"sessionArgs":{"type":"array","items":{"type":"string"},"description":"Arguments naming the session; `{sessionId}` is replaced."},"sessionMode":{"type":"string","enum":["always","existing","none"],"description":"When a session id is passed."},"sessionIdFields":{"type":"array","items":{"type":"string"},"description":"Where its output tells the session id."},"systemPromptArg":{"type":"string","minLength":1,"description":"Flag before the system prompt."},"systemPromptMode":{"type":"string","enum":["append","replace"],"description":"Meaning of that flag."},"systemPromptWhen":{"type":"string","enum":["first","always","never"],"description":"In which turns it is passed."},"imageArg":{"type":"string","minLength":1,"description":"Flag before an image."},"imageMode":{"type":"string","enum":["repeat","list"],"description":"Several images."},"serialize":{"type":"boolean","description":"One run at a time. Default true."}},"description":"An installed agent program.","additionalProperties":false};
const schema39 = {"type":"object","properties":{"mode":{"type":"string","enum":["off","non-main","all"],"description":"Which sessions are confined."},"workspaceAccess":{"type":"string","enum":["none","ro","rw"],"description":"What a confined session may do with the workspace."},"scope":{"type":"string","enum":["session","agent","shared"],"description":"Who shares a container."},"docker":{"type":"object","properties":{},"description":"Container settings.","additionalProperties":true},"browser":{"type":"object","properties":{},"description":"Browser in the container.","additionalProperties":true},"prune":{"type":"object","properties":{},"description":"When containers are removed.","additionalProperties":true}},"description":"Confinement of tools.","additionalProperties":true};
const schema36 = {"type":"object","properties":{"every":{"type":"string","minLength":1,"description":"Period; a bare number means minutes; `0m` turns it off. Default 30m.","maxLength":32,"pattern":"^ *[0-9]+([.][0-9]+)?(ms|s|m|h|d)?( *[0-9]+([.][0-9]+)?(ms|s|m|h|d))* *$"},"activeHours":{"$ref":"#/$defs/ActiveHoursConfig"},"model":{"type":"string","minLength":1,"description":"`provider/model` for heartbeats."},"session":{"type":"string","minLength":1,"description":"Session key; default the main session."},"includeReasoning":{"type":"boolean","description":"Deliver the reasoning as well."},"target":{"type":"string","minLength":1,"description":"`last`, `none` or a channel id."},"to":{"type":"string","minLength":1,"description":"Recipient on the target channel."},"accountId":{"type":"string","minLength":1,"description":"Account on the target channel."},"prompt":{"type":"string","description":"What the agent is asked."},"ackMaxChars":{"type":"integer","minimum":0,"description":"A mere acknowledgement up to this length is not delivered. Default 300."}},"description":"The periodic look of an agent at its surroundings.","additionalProperties":false};
const schema37 = {"type":"object","properties":{"start":{"type":"string","minLength":1,"pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$","description":"HH:MM."},"end":{"type":"string","minLength":1,"pattern":"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$","description":"HH:MM, up to 24:00."},"timezone":{"type":"string","minLength":1,"description":"`user`, `local` or an IANA name."}},"description":"The part of the day heartbeats are allowed in.","additionalProperties":false};
const pattern2 = new RegExp("^ *[0-9]+([.][0-9]+)?(ms|s|m|h|d)?( *[0-9]+([.][0-9]+)?(ms|s|m|h|d))* *$", "u");
const pattern3 = new RegExp("^([01][0-9]|2[0-3]):[0-5][0-9]$", "u");
const pattern4 = new RegExp("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", "u");

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema36.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.every !== undefined){
let data0 = data.every;
if(typeof data0 === "string"){
if(func3(data0) > 32){
const err1 = {instancePath:instancePath+"/every",schemaPath:"#/properties/every/maxLength",keyword:"maxLength",params:{limit: 32},message:"must NOT have more than 32 characters"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/every",schemaPath:"#/properties/every/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!pattern2.test(data0)){
const err3 = {instancePath:instancePath+"/every",schemaPath:"#/properties/every/pattern",keyword:"pattern",params:{pattern: "^ *[0-9]+([.][0-9]+)?(ms|s|m|h|d)?( *[0-9]+([.][0-9]+)?(ms|s|m|h|d))* *$"},message:"must match pattern \""+"^ *[0-9]+([.][0-9]+)?(ms|s|m|h|d)?( *[0-9]+([.][0-9]+)?(ms|s|m|h|d))* *$"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/properties/every/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.activeHours !== undefined){
let data1 = data.activeHours;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){if(errors>=32)break;
if(!(((key1 === "start") || (key1 === "end")) || (key1 === "timezone"))){
const err5 = {instancePath:instancePath+"/activeHours",schemaPath:"#/$defs/ActiveHoursConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.start !== undefined){
let data2 = data1.start;
if(typeof data2 === "string"){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/activeHours/start",schemaPath:"#/$defs/ActiveHoursConfig/properties/start/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern3.test(data2)){
const err7 = {instancePath:instancePath+"/activeHours/start",schemaPath:"#/$defs/ActiveHoursConfig/properties/start/pattern",keyword:"pattern",params:{pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$"},message:"must match pattern \""+"^([01][0-9]|2[0-3]):[0-5][0-9]$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/activeHours/start",schemaPath:"#/$defs/ActiveHoursConfig/properties/start/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.end !== undefined){
let data3 = data1.end;
if(typeof data3 === "string"){
if(data3.length < 1){
const err9 = {instancePath:instancePath+"/activeHours/end",schemaPath:"#/$defs/ActiveHoursConfig/properties/end/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern4.test(data3)){
const err10 = {instancePath:instancePath+"/activeHours/end",schemaPath:"#/$defs/ActiveHoursConfig/properties/end/pattern",keyword:"pattern",params:{pattern: "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"},message:"must match pattern \""+"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/activeHours/end",schemaPath:"#/$defs/ActiveHoursConfig/properties/end/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data1.timezone !== undefined){
let data4 = data1.timezone;
if(typeof data4 === "string"){
if(data4.length < 1){
const err12 = {instancePath:instancePath+"/activeHours/timezone",schemaPath:"#/$defs/ActiveHoursConfig/properties/timezone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/activeHours/timezone",schemaPath:"#/$defs/ActiveHoursConfig/properties/timezone/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/activeHours",schemaPath:"#/$defs/ActiveHoursConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.model !== undefined){
let data5 = data.model;
if(typeof data5 === "string"){
if(data5.length < 1){
const err15 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.session !== undefined){
let data6 = data.session;
if(typeof data6 === "string"){
if(data6.length < 1){
const err17 = {instancePath:instancePath+"/session",schemaPath:"#/properties/session/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/session",schemaPath:"#/properties/session/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.includeReasoning !== undefined){
if(typeof data.includeReasoning !== "boolean"){
const err19 = {instancePath:instancePath+"/includeReasoning",schemaPath:"#/properties/includeReasoning/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.target !== undefined){
let data8 = data.target;
if(typeof data8 === "string"){
if(data8.length < 1){
const err20 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.to !== undefined){
let data9 = data.to;
if(typeof data9 === "string"){
if(data9.length < 1){
const err22 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.accountId !== undefined){
let data10 = data.accountId;
if(typeof data10 === "string"){
if(data10.length < 1){
const err24 = {instancePath:instancePath+"/accountId",schemaPath:"#/properties/accountId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/accountId",schemaPath:"#/properties/accountId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.prompt !== undefined){
if(typeof data.prompt !== "string"){
const err26 = {instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.ackMaxChars !== undefined){
let data12 = data.ackMaxChars;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err27 = {instancePath:instancePath+"/ackMaxChars",schemaPath:"#/properties/ackMaxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err28 = {instancePath:instancePath+"/ackMaxChars",schemaPath:"#/properties/ackMaxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
}
else {
const err29 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema32.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.model !== undefined){
let data0 = data.model;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){if(errors>=32)break;
if(!((key1 === "primary") || (key1 === "fallbacks"))){
const err1 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.primary !== undefined){
let data1 = data0.primary;
if(typeof data1 === "string"){
if(data1.length < 1){
const err2 = {instancePath:instancePath+"/model/primary",schemaPath:"#/properties/model/properties/primary/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/model/primary",schemaPath:"#/properties/model/properties/primary/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.fallbacks !== undefined){
let data2 = data0.fallbacks;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0 && errors<32; i0++){
if(typeof data2[i0] !== "string"){
const err4 = {instancePath:instancePath+"/model/fallbacks/" + i0,schemaPath:"#/properties/model/properties/fallbacks/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/model/fallbacks",schemaPath:"#/properties/model/properties/fallbacks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.imageModel !== undefined){
let data4 = data.imageModel;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){if(errors>=32)break;
if(!((key2 === "primary") || (key2 === "fallbacks"))){
const err7 = {instancePath:instancePath+"/imageModel",schemaPath:"#/properties/imageModel/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data4.primary !== undefined){
let data5 = data4.primary;
if(typeof data5 === "string"){
if(data5.length < 1){
const err8 = {instancePath:instancePath+"/imageModel/primary",schemaPath:"#/properties/imageModel/properties/primary/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/imageModel/primary",schemaPath:"#/properties/imageModel/properties/primary/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data4.fallbacks !== undefined){
let data6 = data4.fallbacks;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1 && errors<32; i1++){
if(typeof data6[i1] !== "string"){
const err10 = {instancePath:instancePath+"/imageModel/fallbacks/" + i1,schemaPath:"#/properties/imageModel/properties/fallbacks/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/imageModel/fallbacks",schemaPath:"#/properties/imageModel/properties/fallbacks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/imageModel",schemaPath:"#/properties/imageModel/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.models !== undefined){
let data8 = data.models;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key3 in data8){if(errors>=32)break;
let data9 = data8[key3];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key4 in data9){if(errors>=32)break;
if(!((key4 === "alias") || (key4 === "params"))){
const err13 = {instancePath:instancePath+"/models/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/models/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data9.alias !== undefined){
let data10 = data9.alias;
if(typeof data10 === "string"){
if(data10.length < 1){
const err14 = {instancePath:instancePath+"/models/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/alias",schemaPath:"#/properties/models/additionalProperties/properties/alias/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/models/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/alias",schemaPath:"#/properties/models/additionalProperties/properties/alias/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data9.params !== undefined){
let data11 = data9.params;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
}
else {
const err16 = {instancePath:instancePath+"/models/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/params",schemaPath:"#/properties/models/additionalProperties/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/models/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/models/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.workspace !== undefined){
let data12 = data.workspace;
if(typeof data12 === "string"){
if(data12.length < 1){
const err19 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.repoRoot !== undefined){
let data13 = data.repoRoot;
if(typeof data13 === "string"){
if(data13.length < 1){
const err21 = {instancePath:instancePath+"/repoRoot",schemaPath:"#/properties/repoRoot/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/repoRoot",schemaPath:"#/properties/repoRoot/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.skipBootstrap !== undefined){
if(typeof data.skipBootstrap !== "boolean"){
const err23 = {instancePath:instancePath+"/skipBootstrap",schemaPath:"#/properties/skipBootstrap/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.bootstrapMaxChars !== undefined){
let data15 = data.bootstrapMaxChars;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err24 = {instancePath:instancePath+"/bootstrapMaxChars",schemaPath:"#/properties/bootstrapMaxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 1 || isNaN(data15)){
const err25 = {instancePath:instancePath+"/bootstrapMaxChars",schemaPath:"#/properties/bootstrapMaxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data.userTimezone !== undefined){
let data16 = data.userTimezone;
if(typeof data16 === "string"){
if(data16.length < 1){
const err26 = {instancePath:instancePath+"/userTimezone",schemaPath:"#/properties/userTimezone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/userTimezone",schemaPath:"#/properties/userTimezone/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.timeFormat !== undefined){
let data17 = data.timeFormat;
if(typeof data17 !== "string"){
const err28 = {instancePath:instancePath+"/timeFormat",schemaPath:"#/properties/timeFormat/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!(((data17 === "auto") || (data17 === "12")) || (data17 === "24"))){
const err29 = {instancePath:instancePath+"/timeFormat",schemaPath:"#/properties/timeFormat/enum",keyword:"enum",params:{allowedValues: schema32.properties.timeFormat.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.envelopeTimezone !== undefined){
let data18 = data.envelopeTimezone;
if(typeof data18 === "string"){
if(data18.length < 1){
const err30 = {instancePath:instancePath+"/envelopeTimezone",schemaPath:"#/properties/envelopeTimezone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/envelopeTimezone",schemaPath:"#/properties/envelopeTimezone/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.envelopeTimestamp !== undefined){
let data19 = data.envelopeTimestamp;
if(typeof data19 !== "string"){
const err32 = {instancePath:instancePath+"/envelopeTimestamp",schemaPath:"#/properties/envelopeTimestamp/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!((data19 === "on") || (data19 === "off"))){
const err33 = {instancePath:instancePath+"/envelopeTimestamp",schemaPath:"#/properties/envelopeTimestamp/enum",keyword:"enum",params:{allowedValues: schema32.properties.envelopeTimestamp.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.envelopeElapsed !== undefined){
let data20 = data.envelopeElapsed;
if(typeof data20 !== "string"){
const err34 = {instancePath:instancePath+"/envelopeElapsed",schemaPath:"#/properties/envelopeElapsed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!((data20 === "on") || (data20 === "off"))){
const err35 = {instancePath:instancePath+"/envelopeElapsed",schemaPath:"#/properties/envelopeElapsed/enum",keyword:"enum",params:{allowedValues: schema32.properties.envelopeElapsed.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.contextTokens !== undefined){
let data21 = data.contextTokens;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err36 = {instancePath:instancePath+"/contextTokens",schemaPath:"#/properties/contextTokens/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 1 || isNaN(data21)){
const err37 = {instancePath:instancePath+"/contextTokens",schemaPath:"#/properties/contextTokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data.timeoutSeconds !== undefined){
let data22 = data.timeoutSeconds;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err38 = {instancePath:instancePath+"/timeoutSeconds",schemaPath:"#/properties/timeoutSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 1 || isNaN(data22)){
const err39 = {instancePath:instancePath+"/timeoutSeconds",schemaPath:"#/properties/timeoutSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data.mediaMaxMb !== undefined){
let data23 = data.mediaMaxMb;
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 <= 0 || isNaN(data23)){
const err40 = {instancePath:instancePath+"/mediaMaxMb",schemaPath:"#/properties/mediaMaxMb/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/mediaMaxMb",schemaPath:"#/properties/mediaMaxMb/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.maxConcurrent !== undefined){
let data24 = data.maxConcurrent;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err42 = {instancePath:instancePath+"/maxConcurrent",schemaPath:"#/properties/maxConcurrent/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err43 = {instancePath:instancePath+"/maxConcurrent",schemaPath:"#/properties/maxConcurrent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
if(data.thinkingDefault !== undefined){
let data25 = data.thinkingDefault;
if(typeof data25 !== "string"){
const err44 = {instancePath:instancePath+"/thinkingDefault",schemaPath:"#/properties/thinkingDefault/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(!((((((data25 === "off") || (data25 === "minimal")) || (data25 === "low")) || (data25 === "medium")) || (data25 === "high")) || (data25 === "xhigh"))){
const err45 = {instancePath:instancePath+"/thinkingDefault",schemaPath:"#/properties/thinkingDefault/enum",keyword:"enum",params:{allowedValues: schema32.properties.thinkingDefault.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.verboseDefault !== undefined){
let data26 = data.verboseDefault;
if(typeof data26 !== "string"){
const err46 = {instancePath:instancePath+"/verboseDefault",schemaPath:"#/properties/verboseDefault/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(!(((data26 === "off") || (data26 === "on")) || (data26 === "full"))){
const err47 = {instancePath:instancePath+"/verboseDefault",schemaPath:"#/properties/verboseDefault/enum",keyword:"enum",params:{allowedValues: schema32.properties.verboseDefault.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.elevatedDefault !== undefined){
let data27 = data.elevatedDefault;
if(typeof data27 !== "string"){
const err48 = {instancePath:instancePath+"/elevatedDefault",schemaPath:"#/properties/elevatedDefault/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!((((data27 === "off") || (data27 === "on")) || (data27 === "ask")) || (data27 === "full"))){
const err49 = {instancePath:instancePath+"/elevatedDefault",schemaPath:"#/properties/elevatedDefault/enum",keyword:"enum",params:{allowedValues: schema32.properties.elevatedDefault.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.blockStreamingDefault !== undefined){
let data28 = data.blockStreamingDefault;
if(typeof data28 !== "string"){
const err50 = {instancePath:instancePath+"/blockStreamingDefault",schemaPath:"#/properties/blockStreamingDefault/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(!((data28 === "off") || (data28 === "on"))){
const err51 = {instancePath:instancePath+"/blockStreamingDefault",schemaPath:"#/properties/blockStreamingDefault/enum",keyword:"enum",params:{allowedValues: schema32.properties.blockStreamingDefault.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.blockStreamingBreak !== undefined){
let data29 = data.blockStreamingBreak;
if(typeof data29 !== "string"){
const err52 = {instancePath:instancePath+"/blockStreamingBreak",schemaPath:"#/properties/blockStreamingBreak/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!((data29 === "text_end") || (data29 === "message_end"))){
const err53 = {instancePath:instancePath+"/blockStreamingBreak",schemaPath:"#/properties/blockStreamingBreak/enum",keyword:"enum",params:{allowedValues: schema32.properties.blockStreamingBreak.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.blockStreamingChunk !== undefined){
let data30 = data.blockStreamingChunk;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key5 in data30){if(errors>=32)break;
if(!(((key5 === "minChars") || (key5 === "maxChars")) || (key5 === "breakPreference"))){
const err54 = {instancePath:instancePath+"/blockStreamingChunk",schemaPath:"#/$defs/ChunkingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data30.minChars !== undefined){
let data31 = data30.minChars;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err55 = {instancePath:instancePath+"/blockStreamingChunk/minChars",schemaPath:"#/$defs/ChunkingConfig/properties/minChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 1 || isNaN(data31)){
const err56 = {instancePath:instancePath+"/blockStreamingChunk/minChars",schemaPath:"#/$defs/ChunkingConfig/properties/minChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
if(data30.maxChars !== undefined){
let data32 = data30.maxChars;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
const err57 = {instancePath:instancePath+"/blockStreamingChunk/maxChars",schemaPath:"#/$defs/ChunkingConfig/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 1 || isNaN(data32)){
const err58 = {instancePath:instancePath+"/blockStreamingChunk/maxChars",schemaPath:"#/$defs/ChunkingConfig/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data30.breakPreference !== undefined){
let data33 = data30.breakPreference;
if(typeof data33 !== "string"){
const err59 = {instancePath:instancePath+"/blockStreamingChunk/breakPreference",schemaPath:"#/$defs/ChunkingConfig/properties/breakPreference/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(!(((data33 === "paragraph") || (data33 === "newline")) || (data33 === "sentence"))){
const err60 = {instancePath:instancePath+"/blockStreamingChunk/breakPreference",schemaPath:"#/$defs/ChunkingConfig/properties/breakPreference/enum",keyword:"enum",params:{allowedValues: schema27.properties.breakPreference.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/blockStreamingChunk",schemaPath:"#/$defs/ChunkingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data.blockStreamingCoalesce !== undefined){
let data34 = data.blockStreamingCoalesce;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key6 in data34){if(errors>=32)break;
if(!(((key6 === "minChars") || (key6 === "maxChars")) || (key6 === "idleMs"))){
const err62 = {instancePath:instancePath+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data34.minChars !== undefined){
let data35 = data34.minChars;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err63 = {instancePath:instancePath+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 1 || isNaN(data35)){
const err64 = {instancePath:instancePath+"/blockStreamingCoalesce/minChars",schemaPath:"#/$defs/CoalescingConfig/properties/minChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
if(data34.maxChars !== undefined){
let data36 = data34.maxChars;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err65 = {instancePath:instancePath+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 1 || isNaN(data36)){
const err66 = {instancePath:instancePath+"/blockStreamingCoalesce/maxChars",schemaPath:"#/$defs/CoalescingConfig/properties/maxChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
if(data34.idleMs !== undefined){
let data37 = data34.idleMs;
if(!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))){
const err67 = {instancePath:instancePath+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 < 0 || isNaN(data37)){
const err68 = {instancePath:instancePath+"/blockStreamingCoalesce/idleMs",schemaPath:"#/$defs/CoalescingConfig/properties/idleMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
}
else {
const err69 = {instancePath:instancePath+"/blockStreamingCoalesce",schemaPath:"#/$defs/CoalescingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.humanDelay !== undefined){
let data38 = data.humanDelay;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key7 in data38){if(errors>=32)break;
if(!(((key7 === "mode") || (key7 === "minMs")) || (key7 === "maxMs"))){
const err70 = {instancePath:instancePath+"/humanDelay",schemaPath:"#/$defs/HumanDelayConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data38.mode !== undefined){
let data39 = data38.mode;
if(typeof data39 !== "string"){
const err71 = {instancePath:instancePath+"/humanDelay/mode",schemaPath:"#/$defs/HumanDelayConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(!(((data39 === "off") || (data39 === "natural")) || (data39 === "custom"))){
const err72 = {instancePath:instancePath+"/humanDelay/mode",schemaPath:"#/$defs/HumanDelayConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema35.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data38.minMs !== undefined){
let data40 = data38.minMs;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err73 = {instancePath:instancePath+"/humanDelay/minMs",schemaPath:"#/$defs/HumanDelayConfig/properties/minMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 0 || isNaN(data40)){
const err74 = {instancePath:instancePath+"/humanDelay/minMs",schemaPath:"#/$defs/HumanDelayConfig/properties/minMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
if(data38.maxMs !== undefined){
let data41 = data38.maxMs;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err75 = {instancePath:instancePath+"/humanDelay/maxMs",schemaPath:"#/$defs/HumanDelayConfig/properties/maxMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 < 0 || isNaN(data41)){
const err76 = {instancePath:instancePath+"/humanDelay/maxMs",schemaPath:"#/$defs/HumanDelayConfig/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
}
else {
const err77 = {instancePath:instancePath+"/humanDelay",schemaPath:"#/$defs/HumanDelayConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.typingMode !== undefined){
let data42 = data.typingMode;
if(typeof data42 !== "string"){
const err78 = {instancePath:instancePath+"/typingMode",schemaPath:"#/properties/typingMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(!((((data42 === "never") || (data42 === "instant")) || (data42 === "thinking")) || (data42 === "message"))){
const err79 = {instancePath:instancePath+"/typingMode",schemaPath:"#/properties/typingMode/enum",keyword:"enum",params:{allowedValues: schema32.properties.typingMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data.typingIntervalSeconds !== undefined){
let data43 = data.typingIntervalSeconds;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err80 = {instancePath:instancePath+"/typingIntervalSeconds",schemaPath:"#/properties/typingIntervalSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 < 1 || isNaN(data43)){
const err81 = {instancePath:instancePath+"/typingIntervalSeconds",schemaPath:"#/properties/typingIntervalSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
if(data.heartbeat !== undefined){
if(!(validate22(data.heartbeat, {instancePath:instancePath+"/heartbeat",parentData:data,parentDataProperty:"heartbeat",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.subagents !== undefined){
let data45 = data.subagents;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
for(const key8 in data45){if(errors>=32)break;
if(!(((key8 === "maxConcurrent") || (key8 === "archiveAfterMinutes")) || (key8 === "model"))){
const err82 = {instancePath:instancePath+"/subagents",schemaPath:"#/properties/subagents/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data45.maxConcurrent !== undefined){
let data46 = data45.maxConcurrent;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err83 = {instancePath:instancePath+"/subagents/maxConcurrent",schemaPath:"#/properties/subagents/properties/maxConcurrent/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 1 || isNaN(data46)){
const err84 = {instancePath:instancePath+"/subagents/maxConcurrent",schemaPath:"#/properties/subagents/properties/maxConcurrent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
if(data45.archiveAfterMinutes !== undefined){
let data47 = data45.archiveAfterMinutes;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
const err85 = {instancePath:instancePath+"/subagents/archiveAfterMinutes",schemaPath:"#/properties/subagents/properties/archiveAfterMinutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 < 1 || isNaN(data47)){
const err86 = {instancePath:instancePath+"/subagents/archiveAfterMinutes",schemaPath:"#/properties/subagents/properties/archiveAfterMinutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data45.model !== undefined){
let data48 = data45.model;
const _errs110 = errors;
let valid16 = false;
const _errs111 = errors;
if(typeof data48 !== "string"){
const err87 = {instancePath:instancePath+"/subagents/model",schemaPath:"#/properties/subagents/properties/model/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
var _valid0 = _errs111 === errors;
valid16 = valid16 || _valid0;
if(!valid16){
const _errs113 = errors;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key9 in data48){if(errors>=32)break;
if(!((key9 === "primary") || (key9 === "fallbacks"))){
const err88 = {instancePath:instancePath+"/subagents/model",schemaPath:"#/properties/subagents/properties/model/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data48.primary !== undefined){
let data49 = data48.primary;
if(typeof data49 === "string"){
if(data49.length < 1){
const err89 = {instancePath:instancePath+"/subagents/model/primary",schemaPath:"#/properties/subagents/properties/model/anyOf/1/properties/primary/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath:instancePath+"/subagents/model/primary",schemaPath:"#/properties/subagents/properties/model/anyOf/1/properties/primary/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data48.fallbacks !== undefined){
let data50 = data48.fallbacks;
if(Array.isArray(data50)){
const len2 = data50.length;
for(let i2=0; i2<len2 && errors<32; i2++){
if(typeof data50[i2] !== "string"){
const err91 = {instancePath:instancePath+"/subagents/model/fallbacks/" + i2,schemaPath:"#/properties/subagents/properties/model/anyOf/1/properties/fallbacks/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/subagents/model/fallbacks",schemaPath:"#/properties/subagents/properties/model/anyOf/1/properties/fallbacks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/subagents/model",schemaPath:"#/properties/subagents/properties/model/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
var _valid0 = _errs113 === errors;
valid16 = valid16 || _valid0;
}
if(!valid16){
const err94 = {instancePath:instancePath+"/subagents/model",schemaPath:"#/properties/subagents/properties/model/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
else {
errors = _errs110;
if(vErrors !== null){
if(_errs110){
vErrors.length = _errs110;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err95 = {instancePath:instancePath+"/subagents",schemaPath:"#/properties/subagents/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data.compaction !== undefined){
let data52 = data.compaction;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key10 in data52){if(errors>=32)break;
if(!((((key10 === "mode") || (key10 === "reserveTokensFloor")) || (key10 === "maxHistoryShare")) || (key10 === "memoryFlush"))){
const err96 = {instancePath:instancePath+"/compaction",schemaPath:"#/properties/compaction/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data52.mode !== undefined){
let data53 = data52.mode;
if(typeof data53 !== "string"){
const err97 = {instancePath:instancePath+"/compaction/mode",schemaPath:"#/properties/compaction/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(!((data53 === "default") || (data53 === "safeguard"))){
const err98 = {instancePath:instancePath+"/compaction/mode",schemaPath:"#/properties/compaction/properties/mode/enum",keyword:"enum",params:{allowedValues: schema32.properties.compaction.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data52.reserveTokensFloor !== undefined){
let data54 = data52.reserveTokensFloor;
if(!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))){
const err99 = {instancePath:instancePath+"/compaction/reserveTokensFloor",schemaPath:"#/properties/compaction/properties/reserveTokensFloor/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 < 0 || isNaN(data54)){
const err100 = {instancePath:instancePath+"/compaction/reserveTokensFloor",schemaPath:"#/properties/compaction/properties/reserveTokensFloor/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
if(data52.maxHistoryShare !== undefined){
let data55 = data52.maxHistoryShare;
if((typeof data55 == "number") && (isFinite(data55))){
if(data55 > 0.9 || isNaN(data55)){
const err101 = {instancePath:instancePath+"/compaction/maxHistoryShare",schemaPath:"#/properties/compaction/properties/maxHistoryShare/maximum",keyword:"maximum",params:{comparison: "<=", limit: 0.9},message:"must be <= 0.9"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(data55 < 0.1 || isNaN(data55)){
const err102 = {instancePath:instancePath+"/compaction/maxHistoryShare",schemaPath:"#/properties/compaction/properties/maxHistoryShare/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1},message:"must be >= 0.1"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
else {
const err103 = {instancePath:instancePath+"/compaction/maxHistoryShare",schemaPath:"#/properties/compaction/properties/maxHistoryShare/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data52.memoryFlush !== undefined){
let data56 = data52.memoryFlush;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
}
else {
const err104 = {instancePath:instancePath+"/compaction/memoryFlush",schemaPath:"#/properties/compaction/properties/memoryFlush/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
else {
const err105 = {instancePath:instancePath+"/compaction",schemaPath:"#/properties/compaction/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data.contextPruning !== undefined){
let data57 = data.contextPruning;
if(data57 && typeof data57 == "object" && !Array.isArray(data57)){
}
else {
const err106 = {instancePath:instancePath+"/contextPruning",schemaPath:"#/properties/contextPruning/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data.memorySearch !== undefined){
let data58 = data.memorySearch;
if(data58 && typeof data58 == "object" && !Array.isArray(data58)){
}
else {
const err107 = {instancePath:instancePath+"/memorySearch",schemaPath:"#/properties/memorySearch/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data.cliBackends !== undefined){
let data59 = data.cliBackends;
if(data59 && typeof data59 == "object" && !Array.isArray(data59)){
for(const key11 in data59){if(errors>=32)break;
let data60 = data59[key11];
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
if(data60.command === undefined){
const err108 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/CliBackendConfig/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
for(const key12 in data60){if(errors>=32)break;
if(!(func2.call(schema38.properties, key12))){
const err109 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/CliBackendConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data60.command !== undefined){
let data61 = data60.command;
if(typeof data61 === "string"){
if(data61.length < 1){
const err110 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/command",schemaPath:"#/$defs/CliBackendConfig/properties/command/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
else {
const err111 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/command",schemaPath:"#/$defs/CliBackendConfig/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data60.args !== undefined){
let data62 = data60.args;
if(Array.isArray(data62)){
const len3 = data62.length;
for(let i3=0; i3<len3 && errors<32; i3++){
if(typeof data62[i3] !== "string"){
const err112 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/args/" + i3,schemaPath:"#/$defs/CliBackendConfig/properties/args/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
}
else {
const err113 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/args",schemaPath:"#/$defs/CliBackendConfig/properties/args/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data60.resumeArgs !== undefined){
let data64 = data60.resumeArgs;
if(Array.isArray(data64)){
const len4 = data64.length;
for(let i4=0; i4<len4 && errors<32; i4++){
if(typeof data64[i4] !== "string"){
const err114 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/resumeArgs/" + i4,schemaPath:"#/$defs/CliBackendConfig/properties/resumeArgs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
else {
const err115 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/resumeArgs",schemaPath:"#/$defs/CliBackendConfig/properties/resumeArgs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
if(data60.output !== undefined){
let data66 = data60.output;
if(typeof data66 !== "string"){
const err116 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/output",schemaPath:"#/$defs/CliBackendConfig/properties/output/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if(!(((data66 === "json") || (data66 === "jsonl")) || (data66 === "text"))){
const err117 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/output",schemaPath:"#/$defs/CliBackendConfig/properties/output/enum",keyword:"enum",params:{allowedValues: schema38.properties.output.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data60.resumeOutput !== undefined){
let data67 = data60.resumeOutput;
if(typeof data67 !== "string"){
const err118 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/resumeOutput",schemaPath:"#/$defs/CliBackendConfig/properties/resumeOutput/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if(!(((data67 === "json") || (data67 === "jsonl")) || (data67 === "text"))){
const err119 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/resumeOutput",schemaPath:"#/$defs/CliBackendConfig/properties/resumeOutput/enum",keyword:"enum",params:{allowedValues: schema38.properties.resumeOutput.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(data60.input !== undefined){
let data68 = data60.input;
if(typeof data68 !== "string"){
const err120 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/input",schemaPath:"#/$defs/CliBackendConfig/properties/input/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if(!((data68 === "arg") || (data68 === "stdin"))){
const err121 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/input",schemaPath:"#/$defs/CliBackendConfig/properties/input/enum",keyword:"enum",params:{allowedValues: schema38.properties.input.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(data60.maxPromptArgChars !== undefined){
let data69 = data60.maxPromptArgChars;
if(!(((typeof data69 == "number") && (!(data69 % 1) && !isNaN(data69))) && (isFinite(data69)))){
const err122 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/maxPromptArgChars",schemaPath:"#/$defs/CliBackendConfig/properties/maxPromptArgChars/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if((typeof data69 == "number") && (isFinite(data69))){
if(data69 < 1 || isNaN(data69)){
const err123 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/maxPromptArgChars",schemaPath:"#/$defs/CliBackendConfig/properties/maxPromptArgChars/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
if(data60.env !== undefined){
let data70 = data60.env;
if(data70 && typeof data70 == "object" && !Array.isArray(data70)){
for(const key13 in data70){if(errors>=32)break;
if(typeof data70[key13] !== "string"){
const err124 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/env/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/CliBackendConfig/properties/env/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
else {
const err125 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/env",schemaPath:"#/$defs/CliBackendConfig/properties/env/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
if(data60.clearEnv !== undefined){
let data72 = data60.clearEnv;
if(Array.isArray(data72)){
const len5 = data72.length;
for(let i5=0; i5<len5 && errors<32; i5++){
if(typeof data72[i5] !== "string"){
const err126 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/clearEnv/" + i5,schemaPath:"#/$defs/CliBackendConfig/properties/clearEnv/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
}
else {
const err127 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/clearEnv",schemaPath:"#/$defs/CliBackendConfig/properties/clearEnv/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data60.modelArg !== undefined){
let data74 = data60.modelArg;
if(typeof data74 === "string"){
if(data74.length < 1){
const err128 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/modelArg",schemaPath:"#/$defs/CliBackendConfig/properties/modelArg/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
else {
const err129 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/modelArg",schemaPath:"#/$defs/CliBackendConfig/properties/modelArg/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data60.modelAliases !== undefined){
let data75 = data60.modelAliases;
if(data75 && typeof data75 == "object" && !Array.isArray(data75)){
for(const key14 in data75){if(errors>=32)break;
if(typeof data75[key14] !== "string"){
const err130 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/modelAliases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/CliBackendConfig/properties/modelAliases/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
else {
const err131 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/modelAliases",schemaPath:"#/$defs/CliBackendConfig/properties/modelAliases/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data60.sessionArg !== undefined){
let data77 = data60.sessionArg;
if(typeof data77 === "string"){
if(data77.length < 1){
const err132 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/sessionArg",schemaPath:"#/$defs/CliBackendConfig/properties/sessionArg/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
else {
const err133 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/sessionArg",schemaPath:"#/$defs/CliBackendConfig/properties/sessionArg/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data60.sessionArgs !== undefined){
let data78 = data60.sessionArgs;
if(Array.isArray(data78)){
const len6 = data78.length;
for(let i6=0; i6<len6 && errors<32; i6++){
if(typeof data78[i6] !== "string"){
const err134 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/sessionArgs/" + i6,schemaPath:"#/$defs/CliBackendConfig/properties/sessionArgs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
}
else {
const err135 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/sessionArgs",schemaPath:"#/$defs/CliBackendConfig/properties/sessionArgs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
if(data60.sessionMode !== undefined){
let data80 = data60.sessionMode;
if(typeof data80 !== "string"){
const err136 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/sessionMode",schemaPath:"#/$defs/CliBackendConfig/properties/sessionMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if(!(((data80 === "always") || (data80 === "existing")) || (data80 === "none"))){
const err137 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/sessionMode",schemaPath:"#/$defs/CliBackendConfig/properties/sessionMode/enum",keyword:"enum",params:{allowedValues: schema38.properties.sessionMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
if(data60.sessionIdFields !== undefined){
let data81 = data60.sessionIdFields;
if(Array.isArray(data81)){
const len7 = data81.length;
for(let i7=0; i7<len7 && errors<32; i7++){
if(typeof data81[i7] !== "string"){
const err138 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/sessionIdFields/" + i7,schemaPath:"#/$defs/CliBackendConfig/properties/sessionIdFields/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
}
else {
const err139 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/sessionIdFields",schemaPath:"#/$defs/CliBackendConfig/properties/sessionIdFields/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data60.systemPromptArg !== undefined){
let data83 = data60.systemPromptArg;
if(typeof data83 === "string"){
if(data83.length < 1){
const err140 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPromptArg",schemaPath:"#/$defs/CliBackendConfig/properties/systemPromptArg/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
else {
const err141 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPromptArg",schemaPath:"#/$defs/CliBackendConfig/properties/systemPromptArg/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
if(data60.systemPromptMode !== undefined){
let data84 = data60.systemPromptMode;
if(typeof data84 !== "string"){
const err142 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPromptMode",schemaPath:"#/$defs/CliBackendConfig/properties/systemPromptMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
if(!((data84 === "append") || (data84 === "replace"))){
const err143 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPromptMode",schemaPath:"#/$defs/CliBackendConfig/properties/systemPromptMode/enum",keyword:"enum",params:{allowedValues: schema38.properties.systemPromptMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data60.systemPromptWhen !== undefined){
let data85 = data60.systemPromptWhen;
if(typeof data85 !== "string"){
const err144 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPromptWhen",schemaPath:"#/$defs/CliBackendConfig/properties/systemPromptWhen/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
if(!(((data85 === "first") || (data85 === "always")) || (data85 === "never"))){
const err145 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/systemPromptWhen",schemaPath:"#/$defs/CliBackendConfig/properties/systemPromptWhen/enum",keyword:"enum",params:{allowedValues: schema38.properties.systemPromptWhen.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
if(data60.imageArg !== undefined){
let data86 = data60.imageArg;
if(typeof data86 === "string"){
if(data86.length < 1){
const err146 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/imageArg",schemaPath:"#/$defs/CliBackendConfig/properties/imageArg/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
else {
const err147 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/imageArg",schemaPath:"#/$defs/CliBackendConfig/properties/imageArg/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data60.imageMode !== undefined){
let data87 = data60.imageMode;
if(typeof data87 !== "string"){
const err148 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/imageMode",schemaPath:"#/$defs/CliBackendConfig/properties/imageMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
if(!((data87 === "repeat") || (data87 === "list"))){
const err149 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/imageMode",schemaPath:"#/$defs/CliBackendConfig/properties/imageMode/enum",keyword:"enum",params:{allowedValues: schema38.properties.imageMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
if(data60.serialize !== undefined){
if(typeof data60.serialize !== "boolean"){
const err150 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/serialize",schemaPath:"#/$defs/CliBackendConfig/properties/serialize/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
else {
const err151 = {instancePath:instancePath+"/cliBackends/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/CliBackendConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
}
else {
const err152 = {instancePath:instancePath+"/cliBackends",schemaPath:"#/properties/cliBackends/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data.sandbox !== undefined){
let data89 = data.sandbox;
if(data89 && typeof data89 == "object" && !Array.isArray(data89)){
if(data89.mode !== undefined){
let data90 = data89.mode;
if(typeof data90 !== "string"){
const err153 = {instancePath:instancePath+"/sandbox/mode",schemaPath:"#/$defs/SandboxConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
if(!(((data90 === "off") || (data90 === "non-main")) || (data90 === "all"))){
const err154 = {instancePath:instancePath+"/sandbox/mode",schemaPath:"#/$defs/SandboxConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema39.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data89.workspaceAccess !== undefined){
let data91 = data89.workspaceAccess;
if(typeof data91 !== "string"){
const err155 = {instancePath:instancePath+"/sandbox/workspaceAccess",schemaPath:"#/$defs/SandboxConfig/properties/workspaceAccess/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if(!(((data91 === "none") || (data91 === "ro")) || (data91 === "rw"))){
const err156 = {instancePath:instancePath+"/sandbox/workspaceAccess",schemaPath:"#/$defs/SandboxConfig/properties/workspaceAccess/enum",keyword:"enum",params:{allowedValues: schema39.properties.workspaceAccess.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data89.scope !== undefined){
let data92 = data89.scope;
if(typeof data92 !== "string"){
const err157 = {instancePath:instancePath+"/sandbox/scope",schemaPath:"#/$defs/SandboxConfig/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
if(!(((data92 === "session") || (data92 === "agent")) || (data92 === "shared"))){
const err158 = {instancePath:instancePath+"/sandbox/scope",schemaPath:"#/$defs/SandboxConfig/properties/scope/enum",keyword:"enum",params:{allowedValues: schema39.properties.scope.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
if(data89.docker !== undefined){
let data93 = data89.docker;
if(data93 && typeof data93 == "object" && !Array.isArray(data93)){
}
else {
const err159 = {instancePath:instancePath+"/sandbox/docker",schemaPath:"#/$defs/SandboxConfig/properties/docker/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data89.browser !== undefined){
let data94 = data89.browser;
if(data94 && typeof data94 == "object" && !Array.isArray(data94)){
}
else {
const err160 = {instancePath:instancePath+"/sandbox/browser",schemaPath:"#/$defs/SandboxConfig/properties/browser/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
if(data89.prune !== undefined){
let data95 = data89.prune;
if(data95 && typeof data95 == "object" && !Array.isArray(data95)){
}
else {
const err161 = {instancePath:instancePath+"/sandbox/prune",schemaPath:"#/$defs/SandboxConfig/properties/prune/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
}
else {
const err162 = {instancePath:instancePath+"/sandbox",schemaPath:"#/$defs/SandboxConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
}
else {
const err163 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

const schema40 = {"type":"object","required":["id"],"properties":{"id":{"type":"string","minLength":1,"description":"Letters, digits, - and _."},"default":{"type":"boolean","description":"Takes what no binding claims. Default: the first of the list."},"name":{"type":"string","description":"Display name."},"workspace":{"type":"string","minLength":1,"description":"Directory it works in. `~` is the home directory."},"agentDir":{"type":"string","minLength":1,"description":"Directory of its own state. `~` is the home directory."},"model":{"anyOf":[{"type":"string","minLength":1},{"type":"object","properties":{"primary":{"type":"string","minLength":1,"description":"`provider/model`."},"fallbacks":{"type":"array","items":{"type":"string"},"description":"`provider/model`, tried in order when the primary fails."}},"description":"Model of this agent.","additionalProperties":false}]},"memorySearch":{"type":"object","properties":{},"description":"Search over the agent’s notes.","additionalProperties":true},"humanDelay":{"$ref":"#/$defs/HumanDelayConfig"},"heartbeat":{"$ref":"#/$defs/HeartbeatConfig"},"identity":{"$ref":"#/$defs/IdentityConfig"},"groupChat":{"type":"object","properties":{"mentionPatterns":{"type":"array","items":{"type":"string"},"description":"Regular expressions that count as a mention."},"historyLimit":{"type":"integer","minimum":0}},"description":"Behaviour in groups.","additionalProperties":false},"subagents":{"type":"object","properties":{"allowAgents":{"type":"array","items":{"type":"string"},"description":"Agents it may start; `*` for all."},"model":{"anyOf":[{"type":"string"},{"type":"object","properties":{"primary":{"type":"string","minLength":1,"description":"`provider/model`."},"fallbacks":{"type":"array","items":{"type":"string"},"description":"`provider/model`, tried in order when the primary fails."}},"description":"Model of its sub-agents.","additionalProperties":false}]}},"description":"Agents it starts.","additionalProperties":false},"sandbox":{"$ref":"#/$defs/SandboxConfig"},"tools":{"type":"object","properties":{"profile":{"type":"string","enum":["minimal","coding","messaging","full"],"description":"Starting set."},"allow":{"type":"array","items":{"type":"string"},"description":"Only these."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to the profile."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these."},"byProvider":{"type":"object","additionalProperties":{"type":"object","properties":{"allow":{"type":"array","items":{"type":"string"},"description":"Only these tools and `group:` names."},"alsoAllow":{"type":"array","items":{"type":"string"},"description":"Added to what the profile allows; not together with `allow`."},"deny":{"type":"array","items":{"type":"string"},"description":"Never these; wins over every allowance."}},"description":"Tools with one provider.","additionalProperties":false},"description":"By provider or `provider/model`."},"elevated":{"type":"object","properties":{},"description":"Tools outside the sandbox.","additionalProperties":true},"exec":{"type":"object","properties":{},"description":"Command execution.","additionalProperties":true},"sandbox":{"type":"object","properties":{},"description":"Tools inside the sandbox.","additionalProperties":true}},"description":"Tools of this agent.","additionalProperties":true}},"description":"One agent.","additionalProperties":false};
const schema42 = {"type":"object","properties":{"name":{"type":"string","description":"Display name."},"theme":{"type":"string","description":"A few words on the character."},"emoji":{"type":"string","description":"Used in reactions and lists."},"avatar":{"type":"string","description":"http(s) or data URL, or a path inside the workspace."}},"description":"How an agent presents itself.","additionalProperties":false};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema40.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.default !== undefined){
if(typeof data.default !== "boolean"){
const err4 = {instancePath:instancePath+"/default",schemaPath:"#/properties/default/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.workspace !== undefined){
let data3 = data.workspace;
if(typeof data3 === "string"){
if(data3.length < 1){
const err6 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.agentDir !== undefined){
let data4 = data.agentDir;
if(typeof data4 === "string"){
if(data4.length < 1){
const err8 = {instancePath:instancePath+"/agentDir",schemaPath:"#/properties/agentDir/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/agentDir",schemaPath:"#/properties/agentDir/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.model !== undefined){
let data5 = data.model;
const _errs13 = errors;
let valid1 = false;
const _errs14 = errors;
if(typeof data5 === "string"){
if(data5.length < 1){
const err10 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/anyOf/0/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid0 = _errs14 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs16 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){if(errors>=32)break;
if(!((key1 === "primary") || (key1 === "fallbacks"))){
const err12 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data5.primary !== undefined){
let data6 = data5.primary;
if(typeof data6 === "string"){
if(data6.length < 1){
const err13 = {instancePath:instancePath+"/model/primary",schemaPath:"#/properties/model/anyOf/1/properties/primary/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/model/primary",schemaPath:"#/properties/model/anyOf/1/properties/primary/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.fallbacks !== undefined){
let data7 = data5.fallbacks;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0 && errors<32; i0++){
if(typeof data7[i0] !== "string"){
const err15 = {instancePath:instancePath+"/model/fallbacks/" + i0,schemaPath:"#/properties/model/anyOf/1/properties/fallbacks/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/model/fallbacks",schemaPath:"#/properties/model/anyOf/1/properties/fallbacks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid0 = _errs16 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
const err18 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
}
if(data.memorySearch !== undefined){
let data9 = data.memorySearch;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
}
else {
const err19 = {instancePath:instancePath+"/memorySearch",schemaPath:"#/properties/memorySearch/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.humanDelay !== undefined){
let data10 = data.humanDelay;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key2 in data10){if(errors>=32)break;
if(!(((key2 === "mode") || (key2 === "minMs")) || (key2 === "maxMs"))){
const err20 = {instancePath:instancePath+"/humanDelay",schemaPath:"#/$defs/HumanDelayConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data10.mode !== undefined){
let data11 = data10.mode;
if(typeof data11 !== "string"){
const err21 = {instancePath:instancePath+"/humanDelay/mode",schemaPath:"#/$defs/HumanDelayConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!(((data11 === "off") || (data11 === "natural")) || (data11 === "custom"))){
const err22 = {instancePath:instancePath+"/humanDelay/mode",schemaPath:"#/$defs/HumanDelayConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema35.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data10.minMs !== undefined){
let data12 = data10.minMs;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err23 = {instancePath:instancePath+"/humanDelay/minMs",schemaPath:"#/$defs/HumanDelayConfig/properties/minMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err24 = {instancePath:instancePath+"/humanDelay/minMs",schemaPath:"#/$defs/HumanDelayConfig/properties/minMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data10.maxMs !== undefined){
let data13 = data10.maxMs;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err25 = {instancePath:instancePath+"/humanDelay/maxMs",schemaPath:"#/$defs/HumanDelayConfig/properties/maxMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err26 = {instancePath:instancePath+"/humanDelay/maxMs",schemaPath:"#/$defs/HumanDelayConfig/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
}
else {
const err27 = {instancePath:instancePath+"/humanDelay",schemaPath:"#/$defs/HumanDelayConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.heartbeat !== undefined){
if(!(validate22(data.heartbeat, {instancePath:instancePath+"/heartbeat",parentData:data,parentDataProperty:"heartbeat",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.identity !== undefined){
let data15 = data.identity;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){if(errors>=32)break;
if(!((((key3 === "name") || (key3 === "theme")) || (key3 === "emoji")) || (key3 === "avatar"))){
const err28 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/IdentityConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data15.name !== undefined){
if(typeof data15.name !== "string"){
const err29 = {instancePath:instancePath+"/identity/name",schemaPath:"#/$defs/IdentityConfig/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data15.theme !== undefined){
if(typeof data15.theme !== "string"){
const err30 = {instancePath:instancePath+"/identity/theme",schemaPath:"#/$defs/IdentityConfig/properties/theme/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data15.emoji !== undefined){
if(typeof data15.emoji !== "string"){
const err31 = {instancePath:instancePath+"/identity/emoji",schemaPath:"#/$defs/IdentityConfig/properties/emoji/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data15.avatar !== undefined){
if(typeof data15.avatar !== "string"){
const err32 = {instancePath:instancePath+"/identity/avatar",schemaPath:"#/$defs/IdentityConfig/properties/avatar/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/IdentityConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.groupChat !== undefined){
let data20 = data.groupChat;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key4 in data20){if(errors>=32)break;
if(!((key4 === "mentionPatterns") || (key4 === "historyLimit"))){
const err34 = {instancePath:instancePath+"/groupChat",schemaPath:"#/properties/groupChat/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data20.mentionPatterns !== undefined){
let data21 = data20.mentionPatterns;
if(Array.isArray(data21)){
const len1 = data21.length;
for(let i1=0; i1<len1 && errors<32; i1++){
if(typeof data21[i1] !== "string"){
const err35 = {instancePath:instancePath+"/groupChat/mentionPatterns/" + i1,schemaPath:"#/properties/groupChat/properties/mentionPatterns/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/groupChat/mentionPatterns",schemaPath:"#/properties/groupChat/properties/mentionPatterns/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data20.historyLimit !== undefined){
let data23 = data20.historyLimit;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err37 = {instancePath:instancePath+"/groupChat/historyLimit",schemaPath:"#/properties/groupChat/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 0 || isNaN(data23)){
const err38 = {instancePath:instancePath+"/groupChat/historyLimit",schemaPath:"#/properties/groupChat/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
}
else {
const err39 = {instancePath:instancePath+"/groupChat",schemaPath:"#/properties/groupChat/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.subagents !== undefined){
let data24 = data.subagents;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key5 in data24){if(errors>=32)break;
if(!((key5 === "allowAgents") || (key5 === "model"))){
const err40 = {instancePath:instancePath+"/subagents",schemaPath:"#/properties/subagents/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data24.allowAgents !== undefined){
let data25 = data24.allowAgents;
if(Array.isArray(data25)){
const len2 = data25.length;
for(let i2=0; i2<len2 && errors<32; i2++){
if(typeof data25[i2] !== "string"){
const err41 = {instancePath:instancePath+"/subagents/allowAgents/" + i2,schemaPath:"#/properties/subagents/properties/allowAgents/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/subagents/allowAgents",schemaPath:"#/properties/subagents/properties/allowAgents/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data24.model !== undefined){
let data27 = data24.model;
const _errs68 = errors;
let valid15 = false;
const _errs69 = errors;
if(typeof data27 !== "string"){
const err43 = {instancePath:instancePath+"/subagents/model",schemaPath:"#/properties/subagents/properties/model/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
var _valid1 = _errs69 === errors;
valid15 = valid15 || _valid1;
if(!valid15){
const _errs71 = errors;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key6 in data27){if(errors>=32)break;
if(!((key6 === "primary") || (key6 === "fallbacks"))){
const err44 = {instancePath:instancePath+"/subagents/model",schemaPath:"#/properties/subagents/properties/model/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data27.primary !== undefined){
let data28 = data27.primary;
if(typeof data28 === "string"){
if(data28.length < 1){
const err45 = {instancePath:instancePath+"/subagents/model/primary",schemaPath:"#/properties/subagents/properties/model/anyOf/1/properties/primary/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/subagents/model/primary",schemaPath:"#/properties/subagents/properties/model/anyOf/1/properties/primary/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data27.fallbacks !== undefined){
let data29 = data27.fallbacks;
if(Array.isArray(data29)){
const len3 = data29.length;
for(let i3=0; i3<len3 && errors<32; i3++){
if(typeof data29[i3] !== "string"){
const err47 = {instancePath:instancePath+"/subagents/model/fallbacks/" + i3,schemaPath:"#/properties/subagents/properties/model/anyOf/1/properties/fallbacks/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/subagents/model/fallbacks",schemaPath:"#/properties/subagents/properties/model/anyOf/1/properties/fallbacks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/subagents/model",schemaPath:"#/properties/subagents/properties/model/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid1 = _errs71 === errors;
valid15 = valid15 || _valid1;
}
if(!valid15){
const err50 = {instancePath:instancePath+"/subagents/model",schemaPath:"#/properties/subagents/properties/model/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
else {
errors = _errs68;
if(vErrors !== null){
if(_errs68){
vErrors.length = _errs68;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err51 = {instancePath:instancePath+"/subagents",schemaPath:"#/properties/subagents/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.sandbox !== undefined){
let data31 = data.sandbox;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.mode !== undefined){
let data32 = data31.mode;
if(typeof data32 !== "string"){
const err52 = {instancePath:instancePath+"/sandbox/mode",schemaPath:"#/$defs/SandboxConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!(((data32 === "off") || (data32 === "non-main")) || (data32 === "all"))){
const err53 = {instancePath:instancePath+"/sandbox/mode",schemaPath:"#/$defs/SandboxConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema39.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data31.workspaceAccess !== undefined){
let data33 = data31.workspaceAccess;
if(typeof data33 !== "string"){
const err54 = {instancePath:instancePath+"/sandbox/workspaceAccess",schemaPath:"#/$defs/SandboxConfig/properties/workspaceAccess/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(!(((data33 === "none") || (data33 === "ro")) || (data33 === "rw"))){
const err55 = {instancePath:instancePath+"/sandbox/workspaceAccess",schemaPath:"#/$defs/SandboxConfig/properties/workspaceAccess/enum",keyword:"enum",params:{allowedValues: schema39.properties.workspaceAccess.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data31.scope !== undefined){
let data34 = data31.scope;
if(typeof data34 !== "string"){
const err56 = {instancePath:instancePath+"/sandbox/scope",schemaPath:"#/$defs/SandboxConfig/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(!(((data34 === "session") || (data34 === "agent")) || (data34 === "shared"))){
const err57 = {instancePath:instancePath+"/sandbox/scope",schemaPath:"#/$defs/SandboxConfig/properties/scope/enum",keyword:"enum",params:{allowedValues: schema39.properties.scope.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data31.docker !== undefined){
let data35 = data31.docker;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
}
else {
const err58 = {instancePath:instancePath+"/sandbox/docker",schemaPath:"#/$defs/SandboxConfig/properties/docker/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data31.browser !== undefined){
let data36 = data31.browser;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
}
else {
const err59 = {instancePath:instancePath+"/sandbox/browser",schemaPath:"#/$defs/SandboxConfig/properties/browser/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data31.prune !== undefined){
let data37 = data31.prune;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
}
else {
const err60 = {instancePath:instancePath+"/sandbox/prune",schemaPath:"#/$defs/SandboxConfig/properties/prune/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/sandbox",schemaPath:"#/$defs/SandboxConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data.tools !== undefined){
let data38 = data.tools;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(data38.profile !== undefined){
let data39 = data38.profile;
if(typeof data39 !== "string"){
const err62 = {instancePath:instancePath+"/tools/profile",schemaPath:"#/properties/tools/properties/profile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(!((((data39 === "minimal") || (data39 === "coding")) || (data39 === "messaging")) || (data39 === "full"))){
const err63 = {instancePath:instancePath+"/tools/profile",schemaPath:"#/properties/tools/properties/profile/enum",keyword:"enum",params:{allowedValues: schema40.properties.tools.properties.profile.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data38.allow !== undefined){
let data40 = data38.allow;
if(Array.isArray(data40)){
const len4 = data40.length;
for(let i4=0; i4<len4 && errors<32; i4++){
if(typeof data40[i4] !== "string"){
const err64 = {instancePath:instancePath+"/tools/allow/" + i4,schemaPath:"#/properties/tools/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/tools/allow",schemaPath:"#/properties/tools/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data38.alsoAllow !== undefined){
let data42 = data38.alsoAllow;
if(Array.isArray(data42)){
const len5 = data42.length;
for(let i5=0; i5<len5 && errors<32; i5++){
if(typeof data42[i5] !== "string"){
const err66 = {instancePath:instancePath+"/tools/alsoAllow/" + i5,schemaPath:"#/properties/tools/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/tools/alsoAllow",schemaPath:"#/properties/tools/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data38.deny !== undefined){
let data44 = data38.deny;
if(Array.isArray(data44)){
const len6 = data44.length;
for(let i6=0; i6<len6 && errors<32; i6++){
if(typeof data44[i6] !== "string"){
const err68 = {instancePath:instancePath+"/tools/deny/" + i6,schemaPath:"#/properties/tools/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/tools/deny",schemaPath:"#/properties/tools/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data38.byProvider !== undefined){
let data46 = data38.byProvider;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key7 in data46){if(errors>=32)break;
let data47 = data46[key7];
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
for(const key8 in data47){if(errors>=32)break;
if(!(((key8 === "allow") || (key8 === "alsoAllow")) || (key8 === "deny"))){
const err70 = {instancePath:instancePath+"/tools/byProvider/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tools/properties/byProvider/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data47.allow !== undefined){
let data48 = data47.allow;
if(Array.isArray(data48)){
const len7 = data48.length;
for(let i7=0; i7<len7 && errors<32; i7++){
if(typeof data48[i7] !== "string"){
const err71 = {instancePath:instancePath+"/tools/byProvider/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow/" + i7,schemaPath:"#/properties/tools/properties/byProvider/additionalProperties/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
else {
const err72 = {instancePath:instancePath+"/tools/byProvider/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow",schemaPath:"#/properties/tools/properties/byProvider/additionalProperties/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data47.alsoAllow !== undefined){
let data50 = data47.alsoAllow;
if(Array.isArray(data50)){
const len8 = data50.length;
for(let i8=0; i8<len8 && errors<32; i8++){
if(typeof data50[i8] !== "string"){
const err73 = {instancePath:instancePath+"/tools/byProvider/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow/" + i8,schemaPath:"#/properties/tools/properties/byProvider/additionalProperties/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/tools/byProvider/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow",schemaPath:"#/properties/tools/properties/byProvider/additionalProperties/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data47.deny !== undefined){
let data52 = data47.deny;
if(Array.isArray(data52)){
const len9 = data52.length;
for(let i9=0; i9<len9 && errors<32; i9++){
if(typeof data52[i9] !== "string"){
const err75 = {instancePath:instancePath+"/tools/byProvider/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny/" + i9,schemaPath:"#/properties/tools/properties/byProvider/additionalProperties/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/tools/byProvider/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny",schemaPath:"#/properties/tools/properties/byProvider/additionalProperties/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
else {
const err77 = {instancePath:instancePath+"/tools/byProvider/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tools/properties/byProvider/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/tools/byProvider",schemaPath:"#/properties/tools/properties/byProvider/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data38.elevated !== undefined){
let data54 = data38.elevated;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
}
else {
const err79 = {instancePath:instancePath+"/tools/elevated",schemaPath:"#/properties/tools/properties/elevated/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data38.exec !== undefined){
let data55 = data38.exec;
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
}
else {
const err80 = {instancePath:instancePath+"/tools/exec",schemaPath:"#/properties/tools/properties/exec/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data38.sandbox !== undefined){
let data56 = data38.sandbox;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
}
else {
const err81 = {instancePath:instancePath+"/tools/sandbox",schemaPath:"#/properties/tools/properties/sandbox/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/tools",schemaPath:"#/properties/tools/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!((key0 === "defaults") || (key0 === "list"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.defaults !== undefined){
if(!(validate21(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.list !== undefined){
let data1 = data.list;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0 && errors<32; i0++){
if(!(validate25(data1[i0], {instancePath:instancePath+"/list/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath:instancePath+"/list",schemaPath:"#/properties/list/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}

const schema44 = {"type":"object","properties":{"scope":{"type":"string","enum":["per-sender","global"],"description":"Default per-sender."},"dmScope":{"type":"string","enum":["main","per-peer","per-channel-peer","per-account-channel-peer"],"description":"Which direct chats share a session. Default main."},"identityLinks":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"},"description":"`channel:id` of the same person."},"description":"People known under several ids."},"resetTriggers":{"type":"array","items":{"type":"string"},"description":"Texts that start a session afresh. Default /new and /reset."},"idleMinutes":{"type":"integer","minimum":1,"description":"Older spelling of `reset` with mode idle."},"reset":{"$ref":"#/$defs/SessionResetConfig"},"resetByType":{"type":"object","properties":{"dm":{"$ref":"#/$defs/SessionResetConfig"},"group":{"$ref":"#/$defs/SessionResetConfig"},"thread":{"$ref":"#/$defs/SessionResetConfig"}},"description":"By kind of chat.","additionalProperties":false},"resetByChannel":{"type":"object","additionalProperties":{"$ref":"#/$defs/SessionResetConfig"},"description":"By channel id; wins."},"store":{"type":"string","minLength":1,"description":"Where older releases kept sessions; ours are in the database. `~` is the home directory."},"typingIntervalSeconds":{"type":"integer","minimum":1,"description":"How often \"typing…\" is renewed."},"typingMode":{"type":"string","enum":["never","instant","thinking","message"],"description":"When \"typing…\" is shown."},"mainKey":{"type":"string","description":"Ignored: the main session is always `main`."},"sendPolicy":{"type":"object","properties":{"default":{"type":"string","enum":["allow","deny"],"description":"Whether answers are delivered."},"rules":{"type":"array","items":{"type":"object","required":["action"],"properties":{"action":{"type":"string","enum":["allow","deny"],"description":"Whether answers are delivered."},"match":{"type":"object","properties":{"channel":{"type":"string","minLength":1,"description":"Channel id."},"chatType":{"type":"string","enum":["direct","group","room","channel"],"description":"Kind of chat."},"keyPrefix":{"type":"string","minLength":1,"description":"Start of the session key."}},"description":"Which sessions.","additionalProperties":false}},"description":"One rule; a matching deny wins.","additionalProperties":false}}},"description":"Where answers may go.","additionalProperties":false},"agentToAgent":{"type":"object","properties":{"maxPingPongTurns":{"type":"integer","minimum":0,"maximum":5,"description":"Replies between agents. Default 5."}},"description":"Messages between agents.","additionalProperties":false}},"description":"How conversations are kept apart and when they end.","additionalProperties":false};
const schema45 = {"type":"object","properties":{"mode":{"type":"string","enum":["daily","idle"],"description":"Default daily."},"atHour":{"type":"integer","minimum":0,"maximum":23,"description":"Hour of the daily reset, local time. Default 4."},"idleMinutes":{"type":"integer","minimum":1,"description":"Silence after which a session starts afresh."}},"description":"When a session starts afresh.","additionalProperties":false};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema44.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.scope !== undefined){
let data0 = data.scope;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!((data0 === "per-sender") || (data0 === "global"))){
const err2 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/enum",keyword:"enum",params:{allowedValues: schema44.properties.scope.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.dmScope !== undefined){
let data1 = data.dmScope;
if(typeof data1 !== "string"){
const err3 = {instancePath:instancePath+"/dmScope",schemaPath:"#/properties/dmScope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!((((data1 === "main") || (data1 === "per-peer")) || (data1 === "per-channel-peer")) || (data1 === "per-account-channel-peer"))){
const err4 = {instancePath:instancePath+"/dmScope",schemaPath:"#/properties/dmScope/enum",keyword:"enum",params:{allowedValues: schema44.properties.dmScope.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.identityLinks !== undefined){
let data2 = data.identityLinks;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){if(errors>=32)break;
let data3 = data2[key1];
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0 && errors<32; i0++){
if(typeof data3[i0] !== "string"){
const err5 = {instancePath:instancePath+"/identityLinks/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/properties/identityLinks/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/identityLinks/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/identityLinks/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/identityLinks",schemaPath:"#/properties/identityLinks/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.resetTriggers !== undefined){
let data5 = data.resetTriggers;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1 && errors<32; i1++){
if(typeof data5[i1] !== "string"){
const err8 = {instancePath:instancePath+"/resetTriggers/" + i1,schemaPath:"#/properties/resetTriggers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/resetTriggers",schemaPath:"#/properties/resetTriggers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.idleMinutes !== undefined){
let data7 = data.idleMinutes;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err10 = {instancePath:instancePath+"/idleMinutes",schemaPath:"#/properties/idleMinutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err11 = {instancePath:instancePath+"/idleMinutes",schemaPath:"#/properties/idleMinutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.reset !== undefined){
let data8 = data.reset;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 in data8){if(errors>=32)break;
if(!(((key2 === "mode") || (key2 === "atHour")) || (key2 === "idleMinutes"))){
const err12 = {instancePath:instancePath+"/reset",schemaPath:"#/$defs/SessionResetConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data8.mode !== undefined){
let data9 = data8.mode;
if(typeof data9 !== "string"){
const err13 = {instancePath:instancePath+"/reset/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!((data9 === "daily") || (data9 === "idle"))){
const err14 = {instancePath:instancePath+"/reset/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema45.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data8.atHour !== undefined){
let data10 = data8.atHour;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err15 = {instancePath:instancePath+"/reset/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 23 || isNaN(data10)){
const err16 = {instancePath:instancePath+"/reset/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},message:"must be <= 23"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data10 < 0 || isNaN(data10)){
const err17 = {instancePath:instancePath+"/reset/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data8.idleMinutes !== undefined){
let data11 = data8.idleMinutes;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err18 = {instancePath:instancePath+"/reset/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 1 || isNaN(data11)){
const err19 = {instancePath:instancePath+"/reset/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
}
else {
const err20 = {instancePath:instancePath+"/reset",schemaPath:"#/$defs/SessionResetConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.resetByType !== undefined){
let data12 = data.resetByType;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key3 in data12){if(errors>=32)break;
if(!(((key3 === "dm") || (key3 === "group")) || (key3 === "thread"))){
const err21 = {instancePath:instancePath+"/resetByType",schemaPath:"#/properties/resetByType/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data12.dm !== undefined){
let data13 = data12.dm;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key4 in data13){if(errors>=32)break;
if(!(((key4 === "mode") || (key4 === "atHour")) || (key4 === "idleMinutes"))){
const err22 = {instancePath:instancePath+"/resetByType/dm",schemaPath:"#/$defs/SessionResetConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data13.mode !== undefined){
let data14 = data13.mode;
if(typeof data14 !== "string"){
const err23 = {instancePath:instancePath+"/resetByType/dm/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!((data14 === "daily") || (data14 === "idle"))){
const err24 = {instancePath:instancePath+"/resetByType/dm/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema45.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data13.atHour !== undefined){
let data15 = data13.atHour;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err25 = {instancePath:instancePath+"/resetByType/dm/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 23 || isNaN(data15)){
const err26 = {instancePath:instancePath+"/resetByType/dm/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},message:"must be <= 23"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data15 < 0 || isNaN(data15)){
const err27 = {instancePath:instancePath+"/resetByType/dm/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
if(data13.idleMinutes !== undefined){
let data16 = data13.idleMinutes;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err28 = {instancePath:instancePath+"/resetByType/dm/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
const err29 = {instancePath:instancePath+"/resetByType/dm/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
}
else {
const err30 = {instancePath:instancePath+"/resetByType/dm",schemaPath:"#/$defs/SessionResetConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data12.group !== undefined){
let data17 = data12.group;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key5 in data17){if(errors>=32)break;
if(!(((key5 === "mode") || (key5 === "atHour")) || (key5 === "idleMinutes"))){
const err31 = {instancePath:instancePath+"/resetByType/group",schemaPath:"#/$defs/SessionResetConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data17.mode !== undefined){
let data18 = data17.mode;
if(typeof data18 !== "string"){
const err32 = {instancePath:instancePath+"/resetByType/group/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!((data18 === "daily") || (data18 === "idle"))){
const err33 = {instancePath:instancePath+"/resetByType/group/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema45.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data17.atHour !== undefined){
let data19 = data17.atHour;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err34 = {instancePath:instancePath+"/resetByType/group/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 23 || isNaN(data19)){
const err35 = {instancePath:instancePath+"/resetByType/group/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},message:"must be <= 23"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data19 < 0 || isNaN(data19)){
const err36 = {instancePath:instancePath+"/resetByType/group/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
if(data17.idleMinutes !== undefined){
let data20 = data17.idleMinutes;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err37 = {instancePath:instancePath+"/resetByType/group/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 1 || isNaN(data20)){
const err38 = {instancePath:instancePath+"/resetByType/group/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
}
else {
const err39 = {instancePath:instancePath+"/resetByType/group",schemaPath:"#/$defs/SessionResetConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data12.thread !== undefined){
let data21 = data12.thread;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key6 in data21){if(errors>=32)break;
if(!(((key6 === "mode") || (key6 === "atHour")) || (key6 === "idleMinutes"))){
const err40 = {instancePath:instancePath+"/resetByType/thread",schemaPath:"#/$defs/SessionResetConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data21.mode !== undefined){
let data22 = data21.mode;
if(typeof data22 !== "string"){
const err41 = {instancePath:instancePath+"/resetByType/thread/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(!((data22 === "daily") || (data22 === "idle"))){
const err42 = {instancePath:instancePath+"/resetByType/thread/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema45.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data21.atHour !== undefined){
let data23 = data21.atHour;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err43 = {instancePath:instancePath+"/resetByType/thread/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 23 || isNaN(data23)){
const err44 = {instancePath:instancePath+"/resetByType/thread/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},message:"must be <= 23"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data23 < 0 || isNaN(data23)){
const err45 = {instancePath:instancePath+"/resetByType/thread/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
if(data21.idleMinutes !== undefined){
let data24 = data21.idleMinutes;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err46 = {instancePath:instancePath+"/resetByType/thread/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err47 = {instancePath:instancePath+"/resetByType/thread/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
}
else {
const err48 = {instancePath:instancePath+"/resetByType/thread",schemaPath:"#/$defs/SessionResetConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/resetByType",schemaPath:"#/properties/resetByType/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.resetByChannel !== undefined){
let data25 = data.resetByChannel;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key7 in data25){if(errors>=32)break;
let data26 = data25[key7];
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key8 in data26){if(errors>=32)break;
if(!(((key8 === "mode") || (key8 === "atHour")) || (key8 === "idleMinutes"))){
const err50 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/SessionResetConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data26.mode !== undefined){
let data27 = data26.mode;
if(typeof data27 !== "string"){
const err51 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(!((data27 === "daily") || (data27 === "idle"))){
const err52 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/$defs/SessionResetConfig/properties/mode/enum",keyword:"enum",params:{allowedValues: schema45.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data26.atHour !== undefined){
let data28 = data26.atHour;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err53 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 23 || isNaN(data28)){
const err54 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},message:"must be <= 23"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data28 < 0 || isNaN(data28)){
const err55 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/atHour",schemaPath:"#/$defs/SessionResetConfig/properties/atHour/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
if(data26.idleMinutes !== undefined){
let data29 = data26.idleMinutes;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err56 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 1 || isNaN(data29)){
const err57 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/idleMinutes",schemaPath:"#/$defs/SessionResetConfig/properties/idleMinutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
}
else {
const err58 = {instancePath:instancePath+"/resetByChannel/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/SessionResetConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/resetByChannel",schemaPath:"#/properties/resetByChannel/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data.store !== undefined){
let data30 = data.store;
if(typeof data30 === "string"){
if(data30.length < 1){
const err60 = {instancePath:instancePath+"/store",schemaPath:"#/properties/store/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/store",schemaPath:"#/properties/store/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data.typingIntervalSeconds !== undefined){
let data31 = data.typingIntervalSeconds;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err62 = {instancePath:instancePath+"/typingIntervalSeconds",schemaPath:"#/properties/typingIntervalSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 1 || isNaN(data31)){
const err63 = {instancePath:instancePath+"/typingIntervalSeconds",schemaPath:"#/properties/typingIntervalSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
if(data.typingMode !== undefined){
let data32 = data.typingMode;
if(typeof data32 !== "string"){
const err64 = {instancePath:instancePath+"/typingMode",schemaPath:"#/properties/typingMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(!((((data32 === "never") || (data32 === "instant")) || (data32 === "thinking")) || (data32 === "message"))){
const err65 = {instancePath:instancePath+"/typingMode",schemaPath:"#/properties/typingMode/enum",keyword:"enum",params:{allowedValues: schema44.properties.typingMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.mainKey !== undefined){
if(typeof data.mainKey !== "string"){
const err66 = {instancePath:instancePath+"/mainKey",schemaPath:"#/properties/mainKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.sendPolicy !== undefined){
let data34 = data.sendPolicy;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key9 in data34){if(errors>=32)break;
if(!((key9 === "default") || (key9 === "rules"))){
const err67 = {instancePath:instancePath+"/sendPolicy",schemaPath:"#/properties/sendPolicy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data34.default !== undefined){
let data35 = data34.default;
if(typeof data35 !== "string"){
const err68 = {instancePath:instancePath+"/sendPolicy/default",schemaPath:"#/properties/sendPolicy/properties/default/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(!((data35 === "allow") || (data35 === "deny"))){
const err69 = {instancePath:instancePath+"/sendPolicy/default",schemaPath:"#/properties/sendPolicy/properties/default/enum",keyword:"enum",params:{allowedValues: schema44.properties.sendPolicy.properties.default.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data34.rules !== undefined){
let data36 = data34.rules;
if(Array.isArray(data36)){
const len2 = data36.length;
for(let i2=0; i2<len2 && errors<32; i2++){
let data37 = data36[i2];
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.action === undefined){
const err70 = {instancePath:instancePath+"/sendPolicy/rules/" + i2,schemaPath:"#/properties/sendPolicy/properties/rules/items/required",keyword:"required",params:{missingProperty: "action"},message:"must have required property '"+"action"+"'"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
for(const key10 in data37){if(errors>=32)break;
if(!((key10 === "action") || (key10 === "match"))){
const err71 = {instancePath:instancePath+"/sendPolicy/rules/" + i2,schemaPath:"#/properties/sendPolicy/properties/rules/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data37.action !== undefined){
let data38 = data37.action;
if(typeof data38 !== "string"){
const err72 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/action",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(!((data38 === "allow") || (data38 === "deny"))){
const err73 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/action",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/action/enum",keyword:"enum",params:{allowedValues: schema44.properties.sendPolicy.properties.rules.items.properties.action.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data37.match !== undefined){
let data39 = data37.match;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
for(const key11 in data39){if(errors>=32)break;
if(!(((key11 === "channel") || (key11 === "chatType")) || (key11 === "keyPrefix"))){
const err74 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/match",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/match/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data39.channel !== undefined){
let data40 = data39.channel;
if(typeof data40 === "string"){
if(data40.length < 1){
const err75 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/match/channel",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/match/properties/channel/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/match/channel",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/match/properties/channel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data39.chatType !== undefined){
let data41 = data39.chatType;
if(typeof data41 !== "string"){
const err77 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/match/chatType",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/match/properties/chatType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(!((((data41 === "direct") || (data41 === "group")) || (data41 === "room")) || (data41 === "channel"))){
const err78 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/match/chatType",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/match/properties/chatType/enum",keyword:"enum",params:{allowedValues: schema44.properties.sendPolicy.properties.rules.items.properties.match.properties.chatType.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data39.keyPrefix !== undefined){
let data42 = data39.keyPrefix;
if(typeof data42 === "string"){
if(data42.length < 1){
const err79 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/match/keyPrefix",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/match/properties/keyPrefix/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/match/keyPrefix",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/match/properties/keyPrefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
else {
const err81 = {instancePath:instancePath+"/sendPolicy/rules/" + i2+"/match",schemaPath:"#/properties/sendPolicy/properties/rules/items/properties/match/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/sendPolicy/rules/" + i2,schemaPath:"#/properties/sendPolicy/properties/rules/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/sendPolicy/rules",schemaPath:"#/properties/sendPolicy/properties/rules/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/sendPolicy",schemaPath:"#/properties/sendPolicy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.agentToAgent !== undefined){
let data43 = data.agentToAgent;
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
for(const key12 in data43){if(errors>=32)break;
if(!(key12 === "maxPingPongTurns")){
const err85 = {instancePath:instancePath+"/agentToAgent",schemaPath:"#/properties/agentToAgent/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data43.maxPingPongTurns !== undefined){
let data44 = data43.maxPingPongTurns;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err86 = {instancePath:instancePath+"/agentToAgent/maxPingPongTurns",schemaPath:"#/properties/agentToAgent/properties/maxPingPongTurns/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 > 5 || isNaN(data44)){
const err87 = {instancePath:instancePath+"/agentToAgent/maxPingPongTurns",schemaPath:"#/properties/agentToAgent/properties/maxPingPongTurns/maximum",keyword:"maximum",params:{comparison: "<=", limit: 5},message:"must be <= 5"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(data44 < 0 || isNaN(data44)){
const err88 = {instancePath:instancePath+"/agentToAgent/maxPingPongTurns",schemaPath:"#/properties/agentToAgent/properties/maxPingPongTurns/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
}
else {
const err89 = {instancePath:instancePath+"/agentToAgent",schemaPath:"#/properties/agentToAgent/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}

const schema52 = {"type":"object","properties":{"mode":{"type":"string","enum":["merge","replace"],"description":"Whether known models stay available. Default merge."},"providers":{"type":"object","additionalProperties":{"$ref":"#/$defs/ModelProviderConfig"},"description":"By provider id."},"bedrockDiscovery":{"type":"object","properties":{},"description":"Finding models at AWS.","additionalProperties":true}},"description":"Where models come from.","additionalProperties":false};
const schema53 = {"type":"object","properties":{"baseUrl":{"type":"string","minLength":1,"description":"Address of its interface."},"apiKey":{"type":"string","description":"Key; `${NAME}` takes it from the environment.","sensitive":true},"auth":{"type":"string","enum":["api-key","oauth","token","aws-sdk"],"description":"How requests are authorised. Default api-key."},"api":{"type":"string","enum":["openai-completions","openai-responses","anthropic-messages","google-generative-ai","github-copilot","bedrock-converse-stream","ollama"],"description":"Interface it speaks."},"headers":{"type":"object","additionalProperties":{"type":"string","sensitive":true},"description":"Sent with every request."},"authHeader":{"type":"boolean","description":"Send the key as a bearer token."},"models":{"type":"array","items":{"$ref":"#/$defs/ModelConfig"},"description":"Models it offers."}},"description":"One provider.","additionalProperties":false};
const schema54 = {"type":"object","properties":{"id":{"type":"string","minLength":1,"description":"Name at the provider."},"name":{"type":"string","description":"Display name."},"api":{"type":"string","minLength":1,"description":"Interface, when it differs from the provider’s."},"reasoning":{"type":"boolean","description":"The model can think. Default false."},"input":{"type":"array","items":{"type":"string","enum":["text","image"],"description":"Kind of input."},"description":"Default text."},"cost":{"type":"object","properties":{"input":{"type":"number","minimum":0},"output":{"type":"number","minimum":0},"cacheRead":{"type":"number","minimum":0},"cacheWrite":{"type":"number","minimum":0}},"description":"Price per million tokens.","additionalProperties":false},"contextWindow":{"type":"integer","minimum":1,"description":"Tokens. Default 200000."},"maxTokens":{"type":"integer","minimum":1,"description":"Longest answer, tokens. Default 8192."},"headers":{"type":"object","additionalProperties":{"type":"string","sensitive":true},"description":"Sent along."}},"description":"One model.","additionalProperties":true};

function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(((((((key0 === "baseUrl") || (key0 === "apiKey")) || (key0 === "auth")) || (key0 === "api")) || (key0 === "headers")) || (key0 === "authHeader")) || (key0 === "models"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.baseUrl !== undefined){
let data0 = data.baseUrl;
if(typeof data0 === "string"){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/baseUrl",schemaPath:"#/properties/baseUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/baseUrl",schemaPath:"#/properties/baseUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.apiKey !== undefined){
if(typeof data.apiKey !== "string"){
const err3 = {instancePath:instancePath+"/apiKey",schemaPath:"#/properties/apiKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.auth !== undefined){
let data2 = data.auth;
if(typeof data2 !== "string"){
const err4 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!((((data2 === "api-key") || (data2 === "oauth")) || (data2 === "token")) || (data2 === "aws-sdk"))){
const err5 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/enum",keyword:"enum",params:{allowedValues: schema53.properties.auth.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.api !== undefined){
let data3 = data.api;
if(typeof data3 !== "string"){
const err6 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(((((((data3 === "openai-completions") || (data3 === "openai-responses")) || (data3 === "anthropic-messages")) || (data3 === "google-generative-ai")) || (data3 === "github-copilot")) || (data3 === "bedrock-converse-stream")) || (data3 === "ollama"))){
const err7 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/enum",keyword:"enum",params:{allowedValues: schema53.properties.api.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.headers !== undefined){
let data4 = data.headers;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){if(errors>=32)break;
if(typeof data4[key1] !== "string"){
const err8 = {instancePath:instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.authHeader !== undefined){
if(typeof data.authHeader !== "boolean"){
const err10 = {instancePath:instancePath+"/authHeader",schemaPath:"#/properties/authHeader/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.models !== undefined){
let data7 = data.models;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0 && errors<32; i0++){
let data8 = data7[i0];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.id !== undefined){
let data9 = data8.id;
if(typeof data9 === "string"){
if(data9.length < 1){
const err11 = {instancePath:instancePath+"/models/" + i0+"/id",schemaPath:"#/$defs/ModelConfig/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/models/" + i0+"/id",schemaPath:"#/$defs/ModelConfig/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data8.name !== undefined){
if(typeof data8.name !== "string"){
const err13 = {instancePath:instancePath+"/models/" + i0+"/name",schemaPath:"#/$defs/ModelConfig/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data8.api !== undefined){
let data11 = data8.api;
if(typeof data11 === "string"){
if(data11.length < 1){
const err14 = {instancePath:instancePath+"/models/" + i0+"/api",schemaPath:"#/$defs/ModelConfig/properties/api/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/models/" + i0+"/api",schemaPath:"#/$defs/ModelConfig/properties/api/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.reasoning !== undefined){
if(typeof data8.reasoning !== "boolean"){
const err16 = {instancePath:instancePath+"/models/" + i0+"/reasoning",schemaPath:"#/$defs/ModelConfig/properties/reasoning/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data8.input !== undefined){
let data13 = data8.input;
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1 && errors<32; i1++){
let data14 = data13[i1];
if(typeof data14 !== "string"){
const err17 = {instancePath:instancePath+"/models/" + i0+"/input/" + i1,schemaPath:"#/$defs/ModelConfig/properties/input/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!((data14 === "text") || (data14 === "image"))){
const err18 = {instancePath:instancePath+"/models/" + i0+"/input/" + i1,schemaPath:"#/$defs/ModelConfig/properties/input/items/enum",keyword:"enum",params:{allowedValues: schema54.properties.input.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/models/" + i0+"/input",schemaPath:"#/$defs/ModelConfig/properties/input/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data8.cost !== undefined){
let data15 = data8.cost;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key2 in data15){if(errors>=32)break;
if(!((((key2 === "input") || (key2 === "output")) || (key2 === "cacheRead")) || (key2 === "cacheWrite"))){
const err20 = {instancePath:instancePath+"/models/" + i0+"/cost",schemaPath:"#/$defs/ModelConfig/properties/cost/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data15.input !== undefined){
let data16 = data15.input;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
const err21 = {instancePath:instancePath+"/models/" + i0+"/cost/input",schemaPath:"#/$defs/ModelConfig/properties/cost/properties/input/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/models/" + i0+"/cost/input",schemaPath:"#/$defs/ModelConfig/properties/cost/properties/input/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data15.output !== undefined){
let data17 = data15.output;
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err23 = {instancePath:instancePath+"/models/" + i0+"/cost/output",schemaPath:"#/$defs/ModelConfig/properties/cost/properties/output/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/models/" + i0+"/cost/output",schemaPath:"#/$defs/ModelConfig/properties/cost/properties/output/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data15.cacheRead !== undefined){
let data18 = data15.cacheRead;
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
const err25 = {instancePath:instancePath+"/models/" + i0+"/cost/cacheRead",schemaPath:"#/$defs/ModelConfig/properties/cost/properties/cacheRead/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/models/" + i0+"/cost/cacheRead",schemaPath:"#/$defs/ModelConfig/properties/cost/properties/cacheRead/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data15.cacheWrite !== undefined){
let data19 = data15.cacheWrite;
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
const err27 = {instancePath:instancePath+"/models/" + i0+"/cost/cacheWrite",schemaPath:"#/$defs/ModelConfig/properties/cost/properties/cacheWrite/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/models/" + i0+"/cost/cacheWrite",schemaPath:"#/$defs/ModelConfig/properties/cost/properties/cacheWrite/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/models/" + i0+"/cost",schemaPath:"#/$defs/ModelConfig/properties/cost/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data8.contextWindow !== undefined){
let data20 = data8.contextWindow;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err30 = {instancePath:instancePath+"/models/" + i0+"/contextWindow",schemaPath:"#/$defs/ModelConfig/properties/contextWindow/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 1 || isNaN(data20)){
const err31 = {instancePath:instancePath+"/models/" + i0+"/contextWindow",schemaPath:"#/$defs/ModelConfig/properties/contextWindow/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data8.maxTokens !== undefined){
let data21 = data8.maxTokens;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err32 = {instancePath:instancePath+"/models/" + i0+"/maxTokens",schemaPath:"#/$defs/ModelConfig/properties/maxTokens/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 1 || isNaN(data21)){
const err33 = {instancePath:instancePath+"/models/" + i0+"/maxTokens",schemaPath:"#/$defs/ModelConfig/properties/maxTokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
if(data8.headers !== undefined){
let data22 = data8.headers;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
for(const key3 in data22){if(errors>=32)break;
if(typeof data22[key3] !== "string"){
const err34 = {instancePath:instancePath+"/models/" + i0+"/headers/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/ModelConfig/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/models/" + i0+"/headers",schemaPath:"#/$defs/ModelConfig/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/models/" + i0,schemaPath:"#/$defs/ModelConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
validate32.errors = vErrors;
return errors === 0;
}


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(((key0 === "mode") || (key0 === "providers")) || (key0 === "bedrockDiscovery"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!((data0 === "merge") || (data0 === "replace"))){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema52.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.providers !== undefined){
let data1 = data.providers;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){if(errors>=32)break;
if(!(validate32(data1[key1], {instancePath:instancePath+"/providers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data1,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.bedrockDiscovery !== undefined){
let data3 = data.bedrockDiscovery;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
}
else {
const err4 = {instancePath:instancePath+"/bedrockDiscovery",schemaPath:"#/properties/bedrockDiscovery/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}

const schema56 = {"type":"object","properties":{"enabled":{"type":"boolean","description":"Default false."},"path":{"type":"string","description":"Default `/hooks`; `/` is refused."},"token":{"type":"string","sensitive":true,"description":"Expected in calls; required when enabled."},"maxBodyBytes":{"type":"integer","minimum":1,"description":"Largest call. Default 262144."},"presets":{"type":"array","items":{"type":"string"},"description":"Ready-made mappings."},"transformsDir":{"type":"string","minLength":1,"description":"Directory of transformations. `~` is the home directory."},"mappings":{"type":"array","items":{"$ref":"#/$defs/HookMappingConfig"},"description":"First match wins."},"gmail":{"type":"object","properties":{"account":{"type":"string"},"label":{"type":"string"},"topic":{"type":"string"},"subscription":{"type":"string"},"pushToken":{"type":"string","sensitive":true,"description":"Expected in pushes."},"hookUrl":{"type":"string"},"includeBody":{"type":"boolean","description":"Pass the text of mails on."},"maxBytes":{"type":"integer","minimum":1,"description":"Characters taken from a mail."},"renewEveryMinutes":{"type":"integer","minimum":1,"description":"Renewal of the watch."},"serve":{"type":"object","properties":{"bind":{"type":"string"},"port":{"type":"integer","minimum":1,"description":"Port."},"path":{"type":"string"}},"description":"Receiver of pushes.","additionalProperties":false},"tailscale":{"type":"object","properties":{"mode":{"type":"string","enum":["off","serve","funnel"],"description":"Exposure."},"path":{"type":"string"},"target":{"type":"string"}},"description":"Exposure of the receiver.","additionalProperties":false},"model":{"type":"string"},"thinking":{"type":"string"}},"description":"New mail as an event.","additionalProperties":false},"internal":{"type":"object","properties":{"enabled":{"type":"boolean","description":"Default true."},"handlers":{"type":"array","items":{"type":"object","required":["event","module"],"properties":{"event":{"type":"string"},"module":{"type":"string"}},"additionalProperties":false}},"entries":{"type":"object","additionalProperties":{"type":"object","properties":{},"description":"One hook.","additionalProperties":true},"description":"By name."},"load":{"type":"object","properties":{"extraDirs":{"type":"array","items":{"type":"string"},"description":"Further directories."}},"description":"Where hooks are found.","additionalProperties":false},"installs":{"type":"object","additionalProperties":{"type":"object","properties":{},"description":"One installation.","additionalProperties":true},"description":"By name."}},"description":"Hooks inside the gateway.","additionalProperties":false}},"description":"Webhooks.","additionalProperties":false};
const schema57 = {"type":"object","properties":{"id":{"type":"string","minLength":1,"description":"Name of the mapping."},"match":{"type":"object","properties":{},"description":"Calls it applies to: `path`, `source`.","additionalProperties":true},"action":{"type":"string","enum":["wake","agent"],"description":"What a call does."},"wakeMode":{"type":"string","enum":["now","next-heartbeat"],"description":"When."},"name":{"type":"string","description":"Shown to the agent."},"sessionKey":{"type":"string","description":"Session of the run."},"messageTemplate":{"type":"string","description":"Prompt with `{{payload.path}}` fields."},"textTemplate":{"type":"string","description":"Event text with fields."},"deliver":{"type":"boolean","description":"Deliver the answer."},"allowUnsafeExternalContent":{"type":"boolean","description":"Do not mark the content as untrusted. Default false."},"channel":{"type":"string","minLength":1,"description":"`last` or a channel id."},"to":{"type":"string","description":"Recipient."},"model":{"type":"string","description":"`provider/model`."},"thinking":{"type":"string","description":"Thinking level."},"timeoutSeconds":{"type":"integer","minimum":1,"description":"Deadline of the run."},"transform":{"type":"object","required":["module"],"properties":{"module":{"type":"string","minLength":1,"description":"Module that changes the payload. `~` is the home directory."},"export":{"type":"string"}},"description":"A transformation.","additionalProperties":false}},"description":"What one webhook leads to.","additionalProperties":false};

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema56.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.enabled !== undefined){
if(typeof data.enabled !== "boolean"){
const err1 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.path !== undefined){
if(typeof data.path !== "string"){
const err2 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.token !== undefined){
if(typeof data.token !== "string"){
const err3 = {instancePath:instancePath+"/token",schemaPath:"#/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.maxBodyBytes !== undefined){
let data3 = data.maxBodyBytes;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err4 = {instancePath:instancePath+"/maxBodyBytes",schemaPath:"#/properties/maxBodyBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err5 = {instancePath:instancePath+"/maxBodyBytes",schemaPath:"#/properties/maxBodyBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.presets !== undefined){
let data4 = data.presets;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0 && errors<32; i0++){
if(typeof data4[i0] !== "string"){
const err6 = {instancePath:instancePath+"/presets/" + i0,schemaPath:"#/properties/presets/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/presets",schemaPath:"#/properties/presets/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.transformsDir !== undefined){
let data6 = data.transformsDir;
if(typeof data6 === "string"){
if(data6.length < 1){
const err8 = {instancePath:instancePath+"/transformsDir",schemaPath:"#/properties/transformsDir/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/transformsDir",schemaPath:"#/properties/transformsDir/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.mappings !== undefined){
let data7 = data.mappings;
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1 && errors<32; i1++){
let data8 = data7[i1];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){if(errors>=32)break;
if(!(func2.call(schema57.properties, key1))){
const err10 = {instancePath:instancePath+"/mappings/" + i1,schemaPath:"#/$defs/HookMappingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data8.id !== undefined){
let data9 = data8.id;
if(typeof data9 === "string"){
if(data9.length < 1){
const err11 = {instancePath:instancePath+"/mappings/" + i1+"/id",schemaPath:"#/$defs/HookMappingConfig/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/mappings/" + i1+"/id",schemaPath:"#/$defs/HookMappingConfig/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data8.match !== undefined){
let data10 = data8.match;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
}
else {
const err13 = {instancePath:instancePath+"/mappings/" + i1+"/match",schemaPath:"#/$defs/HookMappingConfig/properties/match/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data8.action !== undefined){
let data11 = data8.action;
if(typeof data11 !== "string"){
const err14 = {instancePath:instancePath+"/mappings/" + i1+"/action",schemaPath:"#/$defs/HookMappingConfig/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!((data11 === "wake") || (data11 === "agent"))){
const err15 = {instancePath:instancePath+"/mappings/" + i1+"/action",schemaPath:"#/$defs/HookMappingConfig/properties/action/enum",keyword:"enum",params:{allowedValues: schema57.properties.action.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.wakeMode !== undefined){
let data12 = data8.wakeMode;
if(typeof data12 !== "string"){
const err16 = {instancePath:instancePath+"/mappings/" + i1+"/wakeMode",schemaPath:"#/$defs/HookMappingConfig/properties/wakeMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((data12 === "now") || (data12 === "next-heartbeat"))){
const err17 = {instancePath:instancePath+"/mappings/" + i1+"/wakeMode",schemaPath:"#/$defs/HookMappingConfig/properties/wakeMode/enum",keyword:"enum",params:{allowedValues: schema57.properties.wakeMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data8.name !== undefined){
if(typeof data8.name !== "string"){
const err18 = {instancePath:instancePath+"/mappings/" + i1+"/name",schemaPath:"#/$defs/HookMappingConfig/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data8.sessionKey !== undefined){
if(typeof data8.sessionKey !== "string"){
const err19 = {instancePath:instancePath+"/mappings/" + i1+"/sessionKey",schemaPath:"#/$defs/HookMappingConfig/properties/sessionKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data8.messageTemplate !== undefined){
if(typeof data8.messageTemplate !== "string"){
const err20 = {instancePath:instancePath+"/mappings/" + i1+"/messageTemplate",schemaPath:"#/$defs/HookMappingConfig/properties/messageTemplate/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8.textTemplate !== undefined){
if(typeof data8.textTemplate !== "string"){
const err21 = {instancePath:instancePath+"/mappings/" + i1+"/textTemplate",schemaPath:"#/$defs/HookMappingConfig/properties/textTemplate/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data8.deliver !== undefined){
if(typeof data8.deliver !== "boolean"){
const err22 = {instancePath:instancePath+"/mappings/" + i1+"/deliver",schemaPath:"#/$defs/HookMappingConfig/properties/deliver/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.allowUnsafeExternalContent !== undefined){
if(typeof data8.allowUnsafeExternalContent !== "boolean"){
const err23 = {instancePath:instancePath+"/mappings/" + i1+"/allowUnsafeExternalContent",schemaPath:"#/$defs/HookMappingConfig/properties/allowUnsafeExternalContent/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data8.channel !== undefined){
let data19 = data8.channel;
if(typeof data19 === "string"){
if(data19.length < 1){
const err24 = {instancePath:instancePath+"/mappings/" + i1+"/channel",schemaPath:"#/$defs/HookMappingConfig/properties/channel/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/mappings/" + i1+"/channel",schemaPath:"#/$defs/HookMappingConfig/properties/channel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data8.to !== undefined){
if(typeof data8.to !== "string"){
const err26 = {instancePath:instancePath+"/mappings/" + i1+"/to",schemaPath:"#/$defs/HookMappingConfig/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data8.model !== undefined){
if(typeof data8.model !== "string"){
const err27 = {instancePath:instancePath+"/mappings/" + i1+"/model",schemaPath:"#/$defs/HookMappingConfig/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data8.thinking !== undefined){
if(typeof data8.thinking !== "string"){
const err28 = {instancePath:instancePath+"/mappings/" + i1+"/thinking",schemaPath:"#/$defs/HookMappingConfig/properties/thinking/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data8.timeoutSeconds !== undefined){
let data23 = data8.timeoutSeconds;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err29 = {instancePath:instancePath+"/mappings/" + i1+"/timeoutSeconds",schemaPath:"#/$defs/HookMappingConfig/properties/timeoutSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 1 || isNaN(data23)){
const err30 = {instancePath:instancePath+"/mappings/" + i1+"/timeoutSeconds",schemaPath:"#/$defs/HookMappingConfig/properties/timeoutSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data8.transform !== undefined){
let data24 = data8.transform;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.module === undefined){
const err31 = {instancePath:instancePath+"/mappings/" + i1+"/transform",schemaPath:"#/$defs/HookMappingConfig/properties/transform/required",keyword:"required",params:{missingProperty: "module"},message:"must have required property '"+"module"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key2 in data24){if(errors>=32)break;
if(!((key2 === "module") || (key2 === "export"))){
const err32 = {instancePath:instancePath+"/mappings/" + i1+"/transform",schemaPath:"#/$defs/HookMappingConfig/properties/transform/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data24.module !== undefined){
let data25 = data24.module;
if(typeof data25 === "string"){
if(data25.length < 1){
const err33 = {instancePath:instancePath+"/mappings/" + i1+"/transform/module",schemaPath:"#/$defs/HookMappingConfig/properties/transform/properties/module/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/mappings/" + i1+"/transform/module",schemaPath:"#/$defs/HookMappingConfig/properties/transform/properties/module/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data24.export !== undefined){
if(typeof data24.export !== "string"){
const err35 = {instancePath:instancePath+"/mappings/" + i1+"/transform/export",schemaPath:"#/$defs/HookMappingConfig/properties/transform/properties/export/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/mappings/" + i1+"/transform",schemaPath:"#/$defs/HookMappingConfig/properties/transform/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/mappings/" + i1,schemaPath:"#/$defs/HookMappingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/mappings",schemaPath:"#/properties/mappings/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.gmail !== undefined){
let data27 = data.gmail;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key3 in data27){if(errors>=32)break;
if(!(func2.call(schema56.properties.gmail.properties, key3))){
const err39 = {instancePath:instancePath+"/gmail",schemaPath:"#/properties/gmail/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data27.account !== undefined){
if(typeof data27.account !== "string"){
const err40 = {instancePath:instancePath+"/gmail/account",schemaPath:"#/properties/gmail/properties/account/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data27.label !== undefined){
if(typeof data27.label !== "string"){
const err41 = {instancePath:instancePath+"/gmail/label",schemaPath:"#/properties/gmail/properties/label/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data27.topic !== undefined){
if(typeof data27.topic !== "string"){
const err42 = {instancePath:instancePath+"/gmail/topic",schemaPath:"#/properties/gmail/properties/topic/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data27.subscription !== undefined){
if(typeof data27.subscription !== "string"){
const err43 = {instancePath:instancePath+"/gmail/subscription",schemaPath:"#/properties/gmail/properties/subscription/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data27.pushToken !== undefined){
if(typeof data27.pushToken !== "string"){
const err44 = {instancePath:instancePath+"/gmail/pushToken",schemaPath:"#/properties/gmail/properties/pushToken/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data27.hookUrl !== undefined){
if(typeof data27.hookUrl !== "string"){
const err45 = {instancePath:instancePath+"/gmail/hookUrl",schemaPath:"#/properties/gmail/properties/hookUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data27.includeBody !== undefined){
if(typeof data27.includeBody !== "boolean"){
const err46 = {instancePath:instancePath+"/gmail/includeBody",schemaPath:"#/properties/gmail/properties/includeBody/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data27.maxBytes !== undefined){
let data35 = data27.maxBytes;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err47 = {instancePath:instancePath+"/gmail/maxBytes",schemaPath:"#/properties/gmail/properties/maxBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 1 || isNaN(data35)){
const err48 = {instancePath:instancePath+"/gmail/maxBytes",schemaPath:"#/properties/gmail/properties/maxBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
if(data27.renewEveryMinutes !== undefined){
let data36 = data27.renewEveryMinutes;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err49 = {instancePath:instancePath+"/gmail/renewEveryMinutes",schemaPath:"#/properties/gmail/properties/renewEveryMinutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 1 || isNaN(data36)){
const err50 = {instancePath:instancePath+"/gmail/renewEveryMinutes",schemaPath:"#/properties/gmail/properties/renewEveryMinutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
if(data27.serve !== undefined){
let data37 = data27.serve;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
for(const key4 in data37){if(errors>=32)break;
if(!(((key4 === "bind") || (key4 === "port")) || (key4 === "path"))){
const err51 = {instancePath:instancePath+"/gmail/serve",schemaPath:"#/properties/gmail/properties/serve/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data37.bind !== undefined){
if(typeof data37.bind !== "string"){
const err52 = {instancePath:instancePath+"/gmail/serve/bind",schemaPath:"#/properties/gmail/properties/serve/properties/bind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data37.port !== undefined){
let data39 = data37.port;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err53 = {instancePath:instancePath+"/gmail/serve/port",schemaPath:"#/properties/gmail/properties/serve/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 < 1 || isNaN(data39)){
const err54 = {instancePath:instancePath+"/gmail/serve/port",schemaPath:"#/properties/gmail/properties/serve/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
if(data37.path !== undefined){
if(typeof data37.path !== "string"){
const err55 = {instancePath:instancePath+"/gmail/serve/path",schemaPath:"#/properties/gmail/properties/serve/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
else {
const err56 = {instancePath:instancePath+"/gmail/serve",schemaPath:"#/properties/gmail/properties/serve/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data27.tailscale !== undefined){
let data41 = data27.tailscale;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key5 in data41){if(errors>=32)break;
if(!(((key5 === "mode") || (key5 === "path")) || (key5 === "target"))){
const err57 = {instancePath:instancePath+"/gmail/tailscale",schemaPath:"#/properties/gmail/properties/tailscale/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data41.mode !== undefined){
let data42 = data41.mode;
if(typeof data42 !== "string"){
const err58 = {instancePath:instancePath+"/gmail/tailscale/mode",schemaPath:"#/properties/gmail/properties/tailscale/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(!(((data42 === "off") || (data42 === "serve")) || (data42 === "funnel"))){
const err59 = {instancePath:instancePath+"/gmail/tailscale/mode",schemaPath:"#/properties/gmail/properties/tailscale/properties/mode/enum",keyword:"enum",params:{allowedValues: schema56.properties.gmail.properties.tailscale.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data41.path !== undefined){
if(typeof data41.path !== "string"){
const err60 = {instancePath:instancePath+"/gmail/tailscale/path",schemaPath:"#/properties/gmail/properties/tailscale/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data41.target !== undefined){
if(typeof data41.target !== "string"){
const err61 = {instancePath:instancePath+"/gmail/tailscale/target",schemaPath:"#/properties/gmail/properties/tailscale/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/gmail/tailscale",schemaPath:"#/properties/gmail/properties/tailscale/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data27.model !== undefined){
if(typeof data27.model !== "string"){
const err63 = {instancePath:instancePath+"/gmail/model",schemaPath:"#/properties/gmail/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data27.thinking !== undefined){
if(typeof data27.thinking !== "string"){
const err64 = {instancePath:instancePath+"/gmail/thinking",schemaPath:"#/properties/gmail/properties/thinking/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/gmail",schemaPath:"#/properties/gmail/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.internal !== undefined){
let data47 = data.internal;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
for(const key6 in data47){if(errors>=32)break;
if(!(((((key6 === "enabled") || (key6 === "handlers")) || (key6 === "entries")) || (key6 === "load")) || (key6 === "installs"))){
const err66 = {instancePath:instancePath+"/internal",schemaPath:"#/properties/internal/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data47.enabled !== undefined){
if(typeof data47.enabled !== "boolean"){
const err67 = {instancePath:instancePath+"/internal/enabled",schemaPath:"#/properties/internal/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data47.handlers !== undefined){
let data49 = data47.handlers;
if(Array.isArray(data49)){
const len2 = data49.length;
for(let i2=0; i2<len2 && errors<32; i2++){
let data50 = data49[i2];
if(data50 && typeof data50 == "object" && !Array.isArray(data50)){
if(data50.event === undefined){
const err68 = {instancePath:instancePath+"/internal/handlers/" + i2,schemaPath:"#/properties/internal/properties/handlers/items/required",keyword:"required",params:{missingProperty: "event"},message:"must have required property '"+"event"+"'"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data50.module === undefined){
const err69 = {instancePath:instancePath+"/internal/handlers/" + i2,schemaPath:"#/properties/internal/properties/handlers/items/required",keyword:"required",params:{missingProperty: "module"},message:"must have required property '"+"module"+"'"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
for(const key7 in data50){if(errors>=32)break;
if(!((key7 === "event") || (key7 === "module"))){
const err70 = {instancePath:instancePath+"/internal/handlers/" + i2,schemaPath:"#/properties/internal/properties/handlers/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data50.event !== undefined){
if(typeof data50.event !== "string"){
const err71 = {instancePath:instancePath+"/internal/handlers/" + i2+"/event",schemaPath:"#/properties/internal/properties/handlers/items/properties/event/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data50.module !== undefined){
if(typeof data50.module !== "string"){
const err72 = {instancePath:instancePath+"/internal/handlers/" + i2+"/module",schemaPath:"#/properties/internal/properties/handlers/items/properties/module/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/internal/handlers/" + i2,schemaPath:"#/properties/internal/properties/handlers/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/internal/handlers",schemaPath:"#/properties/internal/properties/handlers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data47.entries !== undefined){
let data53 = data47.entries;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key8 in data53){if(errors>=32)break;
let data54 = data53[key8];
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
}
else {
const err75 = {instancePath:instancePath+"/internal/entries/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/internal/properties/entries/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/internal/entries",schemaPath:"#/properties/internal/properties/entries/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data47.load !== undefined){
let data55 = data47.load;
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
for(const key9 in data55){if(errors>=32)break;
if(!(key9 === "extraDirs")){
const err77 = {instancePath:instancePath+"/internal/load",schemaPath:"#/properties/internal/properties/load/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data55.extraDirs !== undefined){
let data56 = data55.extraDirs;
if(Array.isArray(data56)){
const len3 = data56.length;
for(let i3=0; i3<len3 && errors<32; i3++){
if(typeof data56[i3] !== "string"){
const err78 = {instancePath:instancePath+"/internal/load/extraDirs/" + i3,schemaPath:"#/properties/internal/properties/load/properties/extraDirs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/internal/load/extraDirs",schemaPath:"#/properties/internal/properties/load/properties/extraDirs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/internal/load",schemaPath:"#/properties/internal/properties/load/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data47.installs !== undefined){
let data58 = data47.installs;
if(data58 && typeof data58 == "object" && !Array.isArray(data58)){
for(const key10 in data58){if(errors>=32)break;
let data59 = data58[key10];
if(data59 && typeof data59 == "object" && !Array.isArray(data59)){
}
else {
const err81 = {instancePath:instancePath+"/internal/installs/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/internal/properties/installs/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/internal/installs",schemaPath:"#/properties/internal/properties/installs/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/internal",schemaPath:"#/properties/internal/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}

const pattern0 = new RegExp("^#?[0-9a-fA-F]{6}$", "u");

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){if(errors>=32)break;
if(!(func2.call(schema12.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined){
if(typeof data.$schema !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.meta !== undefined){
let data1 = data.meta;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){if(errors>=32)break;
if(!((key1 === "lastTouchedVersion") || (key1 === "lastTouchedAt"))){
const err2 = {instancePath:instancePath+"/meta",schemaPath:"#/properties/meta/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data1.lastTouchedVersion !== undefined){
if(typeof data1.lastTouchedVersion !== "string"){
const err3 = {instancePath:instancePath+"/meta/lastTouchedVersion",schemaPath:"#/properties/meta/properties/lastTouchedVersion/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data1.lastTouchedAt !== undefined){
if(typeof data1.lastTouchedAt !== "string"){
const err4 = {instancePath:instancePath+"/meta/lastTouchedAt",schemaPath:"#/properties/meta/properties/lastTouchedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/meta",schemaPath:"#/properties/meta/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.env !== undefined){
let data4 = data.env;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){if(errors>=32)break;
if(!((key2 === "shellEnv") || (key2 === "vars"))){
if(typeof data4[key2] !== "string"){
const err6 = {instancePath:instancePath+"/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/env/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data4.shellEnv !== undefined){
let data6 = data4.shellEnv;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key3 in data6){if(errors>=32)break;
if(!((key3 === "enabled") || (key3 === "timeoutMs"))){
const err7 = {instancePath:instancePath+"/env/shellEnv",schemaPath:"#/properties/env/properties/shellEnv/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data6.enabled !== undefined){
if(typeof data6.enabled !== "boolean"){
const err8 = {instancePath:instancePath+"/env/shellEnv/enabled",schemaPath:"#/properties/env/properties/shellEnv/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data6.timeoutMs !== undefined){
let data8 = data6.timeoutMs;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err9 = {instancePath:instancePath+"/env/shellEnv/timeoutMs",schemaPath:"#/properties/env/properties/shellEnv/properties/timeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err10 = {instancePath:instancePath+"/env/shellEnv/timeoutMs",schemaPath:"#/properties/env/properties/shellEnv/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
else {
const err11 = {instancePath:instancePath+"/env/shellEnv",schemaPath:"#/properties/env/properties/shellEnv/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4.vars !== undefined){
let data9 = data4.vars;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key4 in data9){if(errors>=32)break;
if(typeof data9[key4] !== "string"){
const err12 = {instancePath:instancePath+"/env/vars/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/env/properties/vars/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/env/vars",schemaPath:"#/properties/env/properties/vars/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.wizard !== undefined){
let data11 = data.wizard;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key5 in data11){if(errors>=32)break;
if(!(((((key5 === "lastRunAt") || (key5 === "lastRunVersion")) || (key5 === "lastRunCommit")) || (key5 === "lastRunCommand")) || (key5 === "lastRunMode"))){
const err15 = {instancePath:instancePath+"/wizard",schemaPath:"#/properties/wizard/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data11.lastRunAt !== undefined){
if(typeof data11.lastRunAt !== "string"){
const err16 = {instancePath:instancePath+"/wizard/lastRunAt",schemaPath:"#/properties/wizard/properties/lastRunAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data11.lastRunVersion !== undefined){
if(typeof data11.lastRunVersion !== "string"){
const err17 = {instancePath:instancePath+"/wizard/lastRunVersion",schemaPath:"#/properties/wizard/properties/lastRunVersion/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data11.lastRunCommit !== undefined){
if(typeof data11.lastRunCommit !== "string"){
const err18 = {instancePath:instancePath+"/wizard/lastRunCommit",schemaPath:"#/properties/wizard/properties/lastRunCommit/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data11.lastRunCommand !== undefined){
if(typeof data11.lastRunCommand !== "string"){
const err19 = {instancePath:instancePath+"/wizard/lastRunCommand",schemaPath:"#/properties/wizard/properties/lastRunCommand/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data11.lastRunMode !== undefined){
let data16 = data11.lastRunMode;
if(typeof data16 !== "string"){
const err20 = {instancePath:instancePath+"/wizard/lastRunMode",schemaPath:"#/properties/wizard/properties/lastRunMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(!((data16 === "local") || (data16 === "remote"))){
const err21 = {instancePath:instancePath+"/wizard/lastRunMode",schemaPath:"#/properties/wizard/properties/lastRunMode/enum",keyword:"enum",params:{allowedValues: schema12.properties.wizard.properties.lastRunMode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/wizard",schemaPath:"#/properties/wizard/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.diagnostics !== undefined){
let data17 = data.diagnostics;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.enabled !== undefined){
if(typeof data17.enabled !== "boolean"){
const err23 = {instancePath:instancePath+"/diagnostics/enabled",schemaPath:"#/properties/diagnostics/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data17.flags !== undefined){
let data19 = data17.flags;
if(Array.isArray(data19)){
const len0 = data19.length;
for(let i0=0; i0<len0 && errors<32; i0++){
if(typeof data19[i0] !== "string"){
const err24 = {instancePath:instancePath+"/diagnostics/flags/" + i0,schemaPath:"#/properties/diagnostics/properties/flags/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/diagnostics/flags",schemaPath:"#/properties/diagnostics/properties/flags/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data17.otel !== undefined){
let data21 = data17.otel;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
}
else {
const err26 = {instancePath:instancePath+"/diagnostics/otel",schemaPath:"#/properties/diagnostics/properties/otel/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data17.cacheTrace !== undefined){
let data22 = data17.cacheTrace;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
}
else {
const err27 = {instancePath:instancePath+"/diagnostics/cacheTrace",schemaPath:"#/properties/diagnostics/properties/cacheTrace/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.logging !== undefined){
let data23 = data.logging;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key6 in data23){if(errors>=32)break;
if(!((((((((key6 === "level") || (key6 === "file")) || (key6 === "consoleLevel")) || (key6 === "consoleStyle")) || (key6 === "redactSensitive")) || (key6 === "redactPatterns")) || (key6 === "maxFileBytes")) || (key6 === "maxFiles"))){
const err29 = {instancePath:instancePath+"/logging",schemaPath:"#/$defs/LoggingConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data23.level !== undefined){
let data24 = data23.level;
if(typeof data24 !== "string"){
const err30 = {instancePath:instancePath+"/logging/level",schemaPath:"#/$defs/LoggingConfig/properties/level/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!(((((((data24 === "silent") || (data24 === "fatal")) || (data24 === "error")) || (data24 === "warn")) || (data24 === "info")) || (data24 === "debug")) || (data24 === "trace"))){
const err31 = {instancePath:instancePath+"/logging/level",schemaPath:"#/$defs/LoggingConfig/properties/level/enum",keyword:"enum",params:{allowedValues: schema13.properties.level.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data23.file !== undefined){
let data25 = data23.file;
if(typeof data25 === "string"){
if(data25.length < 1){
const err32 = {instancePath:instancePath+"/logging/file",schemaPath:"#/$defs/LoggingConfig/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/logging/file",schemaPath:"#/$defs/LoggingConfig/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data23.consoleLevel !== undefined){
let data26 = data23.consoleLevel;
if(typeof data26 !== "string"){
const err34 = {instancePath:instancePath+"/logging/consoleLevel",schemaPath:"#/$defs/LoggingConfig/properties/consoleLevel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!(((((((data26 === "silent") || (data26 === "fatal")) || (data26 === "error")) || (data26 === "warn")) || (data26 === "info")) || (data26 === "debug")) || (data26 === "trace"))){
const err35 = {instancePath:instancePath+"/logging/consoleLevel",schemaPath:"#/$defs/LoggingConfig/properties/consoleLevel/enum",keyword:"enum",params:{allowedValues: schema13.properties.consoleLevel.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data23.consoleStyle !== undefined){
let data27 = data23.consoleStyle;
if(typeof data27 !== "string"){
const err36 = {instancePath:instancePath+"/logging/consoleStyle",schemaPath:"#/$defs/LoggingConfig/properties/consoleStyle/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!(((data27 === "pretty") || (data27 === "compact")) || (data27 === "json"))){
const err37 = {instancePath:instancePath+"/logging/consoleStyle",schemaPath:"#/$defs/LoggingConfig/properties/consoleStyle/enum",keyword:"enum",params:{allowedValues: schema13.properties.consoleStyle.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data23.redactSensitive !== undefined){
let data28 = data23.redactSensitive;
if(typeof data28 !== "string"){
const err38 = {instancePath:instancePath+"/logging/redactSensitive",schemaPath:"#/$defs/LoggingConfig/properties/redactSensitive/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!((data28 === "off") || (data28 === "tools"))){
const err39 = {instancePath:instancePath+"/logging/redactSensitive",schemaPath:"#/$defs/LoggingConfig/properties/redactSensitive/enum",keyword:"enum",params:{allowedValues: schema13.properties.redactSensitive.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data23.redactPatterns !== undefined){
let data29 = data23.redactPatterns;
if(Array.isArray(data29)){
const len1 = data29.length;
for(let i1=0; i1<len1 && errors<32; i1++){
if(typeof data29[i1] !== "string"){
const err40 = {instancePath:instancePath+"/logging/redactPatterns/" + i1,schemaPath:"#/$defs/LoggingConfig/properties/redactPatterns/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/logging/redactPatterns",schemaPath:"#/$defs/LoggingConfig/properties/redactPatterns/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data23.maxFileBytes !== undefined){
let data31 = data23.maxFileBytes;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err42 = {instancePath:instancePath+"/logging/maxFileBytes",schemaPath:"#/$defs/LoggingConfig/properties/maxFileBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 1 || isNaN(data31)){
const err43 = {instancePath:instancePath+"/logging/maxFileBytes",schemaPath:"#/$defs/LoggingConfig/properties/maxFileBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
if(data23.maxFiles !== undefined){
let data32 = data23.maxFiles;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
const err44 = {instancePath:instancePath+"/logging/maxFiles",schemaPath:"#/$defs/LoggingConfig/properties/maxFiles/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 1 || isNaN(data32)){
const err45 = {instancePath:instancePath+"/logging/maxFiles",schemaPath:"#/$defs/LoggingConfig/properties/maxFiles/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
}
else {
const err46 = {instancePath:instancePath+"/logging",schemaPath:"#/$defs/LoggingConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.update !== undefined){
let data33 = data.update;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
for(const key7 in data33){if(errors>=32)break;
if(!((key7 === "channel") || (key7 === "checkOnStart"))){
const err47 = {instancePath:instancePath+"/update",schemaPath:"#/properties/update/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data33.channel !== undefined){
let data34 = data33.channel;
if(typeof data34 !== "string"){
const err48 = {instancePath:instancePath+"/update/channel",schemaPath:"#/properties/update/properties/channel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!(((data34 === "stable") || (data34 === "beta")) || (data34 === "dev"))){
const err49 = {instancePath:instancePath+"/update/channel",schemaPath:"#/properties/update/properties/channel/enum",keyword:"enum",params:{allowedValues: schema12.properties.update.properties.channel.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data33.checkOnStart !== undefined){
if(typeof data33.checkOnStart !== "boolean"){
const err50 = {instancePath:instancePath+"/update/checkOnStart",schemaPath:"#/properties/update/properties/checkOnStart/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/update",schemaPath:"#/properties/update/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.gateway !== undefined){
if(!(validate12(data.gateway, {instancePath:instancePath+"/gateway",parentData:data,parentDataProperty:"gateway",rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
if(data.canvasHost !== undefined){
let data37 = data.canvasHost;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
for(const key8 in data37){if(errors>=32)break;
if(!((((key8 === "enabled") || (key8 === "root")) || (key8 === "port")) || (key8 === "liveReload"))){
const err52 = {instancePath:instancePath+"/canvasHost",schemaPath:"#/properties/canvasHost/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data37.enabled !== undefined){
if(typeof data37.enabled !== "boolean"){
const err53 = {instancePath:instancePath+"/canvasHost/enabled",schemaPath:"#/properties/canvasHost/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data37.root !== undefined){
let data39 = data37.root;
if(typeof data39 === "string"){
if(data39.length < 1){
const err54 = {instancePath:instancePath+"/canvasHost/root",schemaPath:"#/properties/canvasHost/properties/root/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/canvasHost/root",schemaPath:"#/properties/canvasHost/properties/root/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data37.port !== undefined){
let data40 = data37.port;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err56 = {instancePath:instancePath+"/canvasHost/port",schemaPath:"#/properties/canvasHost/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 65535 || isNaN(data40)){
const err57 = {instancePath:instancePath+"/canvasHost/port",schemaPath:"#/properties/canvasHost/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data40 < 1 || isNaN(data40)){
const err58 = {instancePath:instancePath+"/canvasHost/port",schemaPath:"#/properties/canvasHost/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data37.liveReload !== undefined){
if(typeof data37.liveReload !== "boolean"){
const err59 = {instancePath:instancePath+"/canvasHost/liveReload",schemaPath:"#/properties/canvasHost/properties/liveReload/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/canvasHost",schemaPath:"#/properties/canvasHost/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.browser !== undefined){
let data42 = data.browser;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key9 in data42){if(errors>=32)break;
if(!(func2.call(schema16.properties, key9))){
const err61 = {instancePath:instancePath+"/browser",schemaPath:"#/$defs/BrowserConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data42.enabled !== undefined){
if(typeof data42.enabled !== "boolean"){
const err62 = {instancePath:instancePath+"/browser/enabled",schemaPath:"#/$defs/BrowserConfig/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data42.evaluateEnabled !== undefined){
if(typeof data42.evaluateEnabled !== "boolean"){
const err63 = {instancePath:instancePath+"/browser/evaluateEnabled",schemaPath:"#/$defs/BrowserConfig/properties/evaluateEnabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data42.cdpUrl !== undefined){
let data45 = data42.cdpUrl;
if(typeof data45 === "string"){
if(data45.length < 1){
const err64 = {instancePath:instancePath+"/browser/cdpUrl",schemaPath:"#/$defs/BrowserConfig/properties/cdpUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/browser/cdpUrl",schemaPath:"#/$defs/BrowserConfig/properties/cdpUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data42.remoteCdpTimeoutMs !== undefined){
let data46 = data42.remoteCdpTimeoutMs;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err66 = {instancePath:instancePath+"/browser/remoteCdpTimeoutMs",schemaPath:"#/$defs/BrowserConfig/properties/remoteCdpTimeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 1 || isNaN(data46)){
const err67 = {instancePath:instancePath+"/browser/remoteCdpTimeoutMs",schemaPath:"#/$defs/BrowserConfig/properties/remoteCdpTimeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
if(data42.remoteCdpHandshakeTimeoutMs !== undefined){
let data47 = data42.remoteCdpHandshakeTimeoutMs;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
const err68 = {instancePath:instancePath+"/browser/remoteCdpHandshakeTimeoutMs",schemaPath:"#/$defs/BrowserConfig/properties/remoteCdpHandshakeTimeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 < 1 || isNaN(data47)){
const err69 = {instancePath:instancePath+"/browser/remoteCdpHandshakeTimeoutMs",schemaPath:"#/$defs/BrowserConfig/properties/remoteCdpHandshakeTimeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
if(data42.color !== undefined){
let data48 = data42.color;
if(typeof data48 === "string"){
if(!pattern0.test(data48)){
const err70 = {instancePath:instancePath+"/browser/color",schemaPath:"#/$defs/BrowserConfig/properties/color/pattern",keyword:"pattern",params:{pattern: "^#?[0-9a-fA-F]{6}$"},message:"must match pattern \""+"^#?[0-9a-fA-F]{6}$"+"\""};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/browser/color",schemaPath:"#/$defs/BrowserConfig/properties/color/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data42.executablePath !== undefined){
let data49 = data42.executablePath;
if(typeof data49 === "string"){
if(data49.length < 1){
const err72 = {instancePath:instancePath+"/browser/executablePath",schemaPath:"#/$defs/BrowserConfig/properties/executablePath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/browser/executablePath",schemaPath:"#/$defs/BrowserConfig/properties/executablePath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data42.headless !== undefined){
if(typeof data42.headless !== "boolean"){
const err74 = {instancePath:instancePath+"/browser/headless",schemaPath:"#/$defs/BrowserConfig/properties/headless/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data42.noSandbox !== undefined){
if(typeof data42.noSandbox !== "boolean"){
const err75 = {instancePath:instancePath+"/browser/noSandbox",schemaPath:"#/$defs/BrowserConfig/properties/noSandbox/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data42.attachOnly !== undefined){
if(typeof data42.attachOnly !== "boolean"){
const err76 = {instancePath:instancePath+"/browser/attachOnly",schemaPath:"#/$defs/BrowserConfig/properties/attachOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data42.defaultProfile !== undefined){
let data53 = data42.defaultProfile;
if(typeof data53 === "string"){
if(data53.length < 1){
const err77 = {instancePath:instancePath+"/browser/defaultProfile",schemaPath:"#/$defs/BrowserConfig/properties/defaultProfile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/browser/defaultProfile",schemaPath:"#/$defs/BrowserConfig/properties/defaultProfile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data42.snapshotDefaults !== undefined){
let data54 = data42.snapshotDefaults;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
for(const key10 in data54){if(errors>=32)break;
if(!(key10 === "mode")){
const err79 = {instancePath:instancePath+"/browser/snapshotDefaults",schemaPath:"#/$defs/BrowserConfig/properties/snapshotDefaults/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data54.mode !== undefined){
let data55 = data54.mode;
if(typeof data55 !== "string"){
const err80 = {instancePath:instancePath+"/browser/snapshotDefaults/mode",schemaPath:"#/$defs/BrowserConfig/properties/snapshotDefaults/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(!(data55 === "efficient")){
const err81 = {instancePath:instancePath+"/browser/snapshotDefaults/mode",schemaPath:"#/$defs/BrowserConfig/properties/snapshotDefaults/properties/mode/enum",keyword:"enum",params:{allowedValues: schema16.properties.snapshotDefaults.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/browser/snapshotDefaults",schemaPath:"#/$defs/BrowserConfig/properties/snapshotDefaults/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data42.profiles !== undefined){
let data56 = data42.profiles;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
for(const key11 in data56){if(errors>=32)break;
let data57 = data56[key11];
if(data57 && typeof data57 == "object" && !Array.isArray(data57)){
for(const key12 in data57){if(errors>=32)break;
if(!((((key12 === "cdpPort") || (key12 === "cdpUrl")) || (key12 === "driver")) || (key12 === "color"))){
const err83 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data57.cdpPort !== undefined){
let data58 = data57.cdpPort;
if(!(((typeof data58 == "number") && (!(data58 % 1) && !isNaN(data58))) && (isFinite(data58)))){
const err84 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/cdpPort",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/cdpPort/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 > 65535 || isNaN(data58)){
const err85 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/cdpPort",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/cdpPort/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data58 < 1 || isNaN(data58)){
const err86 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/cdpPort",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/cdpPort/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data57.cdpUrl !== undefined){
let data59 = data57.cdpUrl;
if(typeof data59 === "string"){
if(data59.length < 1){
const err87 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/cdpUrl",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/cdpUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/cdpUrl",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/cdpUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data57.driver !== undefined){
let data60 = data57.driver;
if(typeof data60 !== "string"){
const err89 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/driver",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/driver/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if(!((data60 === "clawd") || (data60 === "extension"))){
const err90 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/driver",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/driver/enum",keyword:"enum",params:{allowedValues: schema16.properties.profiles.additionalProperties.properties.driver.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data57.color !== undefined){
let data61 = data57.color;
if(typeof data61 === "string"){
if(!pattern0.test(data61)){
const err91 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/color",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/color/pattern",keyword:"pattern",params:{pattern: "^#?[0-9a-fA-F]{6}$"},message:"must match pattern \""+"^#?[0-9a-fA-F]{6}$"+"\""};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/color",schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/properties/color/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/browser/profiles/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/BrowserConfig/properties/profiles/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/browser/profiles",schemaPath:"#/$defs/BrowserConfig/properties/profiles/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
else {
const err95 = {instancePath:instancePath+"/browser",schemaPath:"#/$defs/BrowserConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data.discovery !== undefined){
let data62 = data.discovery;
if(data62 && typeof data62 == "object" && !Array.isArray(data62)){
for(const key13 in data62){if(errors>=32)break;
if(!((key13 === "wideArea") || (key13 === "mdns"))){
const err96 = {instancePath:instancePath+"/discovery",schemaPath:"#/properties/discovery/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data62.wideArea !== undefined){
let data63 = data62.wideArea;
if(data63 && typeof data63 == "object" && !Array.isArray(data63)){
for(const key14 in data63){if(errors>=32)break;
if(!(key14 === "enabled")){
const err97 = {instancePath:instancePath+"/discovery/wideArea",schemaPath:"#/properties/discovery/properties/wideArea/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data63.enabled !== undefined){
if(typeof data63.enabled !== "boolean"){
const err98 = {instancePath:instancePath+"/discovery/wideArea/enabled",schemaPath:"#/properties/discovery/properties/wideArea/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/discovery/wideArea",schemaPath:"#/properties/discovery/properties/wideArea/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data62.mdns !== undefined){
let data65 = data62.mdns;
if(data65 && typeof data65 == "object" && !Array.isArray(data65)){
for(const key15 in data65){if(errors>=32)break;
if(!(key15 === "mode")){
const err100 = {instancePath:instancePath+"/discovery/mdns",schemaPath:"#/properties/discovery/properties/mdns/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data65.mode !== undefined){
let data66 = data65.mode;
if(typeof data66 !== "string"){
const err101 = {instancePath:instancePath+"/discovery/mdns/mode",schemaPath:"#/properties/discovery/properties/mdns/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(!(((data66 === "off") || (data66 === "minimal")) || (data66 === "full"))){
const err102 = {instancePath:instancePath+"/discovery/mdns/mode",schemaPath:"#/properties/discovery/properties/mdns/properties/mode/enum",keyword:"enum",params:{allowedValues: schema12.properties.discovery.properties.mdns.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
}
else {
const err103 = {instancePath:instancePath+"/discovery/mdns",schemaPath:"#/properties/discovery/properties/mdns/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
else {
const err104 = {instancePath:instancePath+"/discovery",schemaPath:"#/properties/discovery/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data.channels !== undefined){
if(!(validate14(data.channels, {instancePath:instancePath+"/channels",parentData:data,parentDataProperty:"channels",rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
if(data.web !== undefined){
let data68 = data.web;
if(data68 && typeof data68 == "object" && !Array.isArray(data68)){
for(const key16 in data68){if(errors>=32)break;
if(!(((key16 === "enabled") || (key16 === "heartbeatSeconds")) || (key16 === "reconnect"))){
const err105 = {instancePath:instancePath+"/web",schemaPath:"#/properties/web/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data68.enabled !== undefined){
if(typeof data68.enabled !== "boolean"){
const err106 = {instancePath:instancePath+"/web/enabled",schemaPath:"#/properties/web/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data68.heartbeatSeconds !== undefined){
let data70 = data68.heartbeatSeconds;
if(!(((typeof data70 == "number") && (!(data70 % 1) && !isNaN(data70))) && (isFinite(data70)))){
const err107 = {instancePath:instancePath+"/web/heartbeatSeconds",schemaPath:"#/properties/web/properties/heartbeatSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if((typeof data70 == "number") && (isFinite(data70))){
if(data70 < 1 || isNaN(data70)){
const err108 = {instancePath:instancePath+"/web/heartbeatSeconds",schemaPath:"#/properties/web/properties/heartbeatSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
}
if(data68.reconnect !== undefined){
let data71 = data68.reconnect;
if(data71 && typeof data71 == "object" && !Array.isArray(data71)){
for(const key17 in data71){if(errors>=32)break;
if(!(((((key17 === "initialMs") || (key17 === "maxMs")) || (key17 === "factor")) || (key17 === "jitter")) || (key17 === "maxAttempts"))){
const err109 = {instancePath:instancePath+"/web/reconnect",schemaPath:"#/properties/web/properties/reconnect/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data71.initialMs !== undefined){
let data72 = data71.initialMs;
if(!(((typeof data72 == "number") && (!(data72 % 1) && !isNaN(data72))) && (isFinite(data72)))){
const err110 = {instancePath:instancePath+"/web/reconnect/initialMs",schemaPath:"#/properties/web/properties/reconnect/properties/initialMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if((typeof data72 == "number") && (isFinite(data72))){
if(data72 < 1 || isNaN(data72)){
const err111 = {instancePath:instancePath+"/web/reconnect/initialMs",schemaPath:"#/properties/web/properties/reconnect/properties/initialMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
}
if(data71.maxMs !== undefined){
let data73 = data71.maxMs;
if(!(((typeof data73 == "number") && (!(data73 % 1) && !isNaN(data73))) && (isFinite(data73)))){
const err112 = {instancePath:instancePath+"/web/reconnect/maxMs",schemaPath:"#/properties/web/properties/reconnect/properties/maxMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if((typeof data73 == "number") && (isFinite(data73))){
if(data73 < 1 || isNaN(data73)){
const err113 = {instancePath:instancePath+"/web/reconnect/maxMs",schemaPath:"#/properties/web/properties/reconnect/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
if(data71.factor !== undefined){
let data74 = data71.factor;
if((typeof data74 == "number") && (isFinite(data74))){
if(data74 < 1 || isNaN(data74)){
const err114 = {instancePath:instancePath+"/web/reconnect/factor",schemaPath:"#/properties/web/properties/reconnect/properties/factor/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
else {
const err115 = {instancePath:instancePath+"/web/reconnect/factor",schemaPath:"#/properties/web/properties/reconnect/properties/factor/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
if(data71.jitter !== undefined){
let data75 = data71.jitter;
if((typeof data75 == "number") && (isFinite(data75))){
if(data75 > 1 || isNaN(data75)){
const err116 = {instancePath:instancePath+"/web/reconnect/jitter",schemaPath:"#/properties/web/properties/reconnect/properties/jitter/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if(data75 < 0 || isNaN(data75)){
const err117 = {instancePath:instancePath+"/web/reconnect/jitter",schemaPath:"#/properties/web/properties/reconnect/properties/jitter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
else {
const err118 = {instancePath:instancePath+"/web/reconnect/jitter",schemaPath:"#/properties/web/properties/reconnect/properties/jitter/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data71.maxAttempts !== undefined){
let data76 = data71.maxAttempts;
if(!(((typeof data76 == "number") && (!(data76 % 1) && !isNaN(data76))) && (isFinite(data76)))){
const err119 = {instancePath:instancePath+"/web/reconnect/maxAttempts",schemaPath:"#/properties/web/properties/reconnect/properties/maxAttempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if((typeof data76 == "number") && (isFinite(data76))){
if(data76 < 0 || isNaN(data76)){
const err120 = {instancePath:instancePath+"/web/reconnect/maxAttempts",schemaPath:"#/properties/web/properties/reconnect/properties/maxAttempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
}
}
else {
const err121 = {instancePath:instancePath+"/web/reconnect",schemaPath:"#/properties/web/properties/reconnect/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
}
else {
const err122 = {instancePath:instancePath+"/web",schemaPath:"#/properties/web/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data.agents !== undefined){
if(!(validate20(data.agents, {instancePath:instancePath+"/agents",parentData:data,parentDataProperty:"agents",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
if(data.bindings !== undefined){
let data78 = data.bindings;
if(Array.isArray(data78)){
const len2 = data78.length;
for(let i2=0; i2<len2 && errors<32; i2++){
let data79 = data78[i2];
if(data79 && typeof data79 == "object" && !Array.isArray(data79)){
if(data79.agentId === undefined){
const err123 = {instancePath:instancePath+"/bindings/" + i2,schemaPath:"#/properties/bindings/items/required",keyword:"required",params:{missingProperty: "agentId"},message:"must have required property '"+"agentId"+"'"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if(data79.match === undefined){
const err124 = {instancePath:instancePath+"/bindings/" + i2,schemaPath:"#/properties/bindings/items/required",keyword:"required",params:{missingProperty: "match"},message:"must have required property '"+"match"+"'"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
for(const key18 in data79){if(errors>=32)break;
if(!((key18 === "agentId") || (key18 === "match"))){
const err125 = {instancePath:instancePath+"/bindings/" + i2,schemaPath:"#/properties/bindings/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
if(data79.agentId !== undefined){
let data80 = data79.agentId;
if(typeof data80 === "string"){
if(data80.length < 1){
const err126 = {instancePath:instancePath+"/bindings/" + i2+"/agentId",schemaPath:"#/properties/bindings/items/properties/agentId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
else {
const err127 = {instancePath:instancePath+"/bindings/" + i2+"/agentId",schemaPath:"#/properties/bindings/items/properties/agentId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data79.match !== undefined){
let data81 = data79.match;
if(data81 && typeof data81 == "object" && !Array.isArray(data81)){
if(data81.channel === undefined){
const err128 = {instancePath:instancePath+"/bindings/" + i2+"/match",schemaPath:"#/properties/bindings/items/properties/match/required",keyword:"required",params:{missingProperty: "channel"},message:"must have required property '"+"channel"+"'"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
for(const key19 in data81){if(errors>=32)break;
if(!(((((key19 === "channel") || (key19 === "accountId")) || (key19 === "peer")) || (key19 === "guildId")) || (key19 === "teamId"))){
const err129 = {instancePath:instancePath+"/bindings/" + i2+"/match",schemaPath:"#/properties/bindings/items/properties/match/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data81.channel !== undefined){
let data82 = data81.channel;
if(typeof data82 === "string"){
if(data82.length < 1){
const err130 = {instancePath:instancePath+"/bindings/" + i2+"/match/channel",schemaPath:"#/properties/bindings/items/properties/match/properties/channel/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
else {
const err131 = {instancePath:instancePath+"/bindings/" + i2+"/match/channel",schemaPath:"#/properties/bindings/items/properties/match/properties/channel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data81.accountId !== undefined){
let data83 = data81.accountId;
if(typeof data83 === "string"){
if(data83.length < 1){
const err132 = {instancePath:instancePath+"/bindings/" + i2+"/match/accountId",schemaPath:"#/properties/bindings/items/properties/match/properties/accountId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
else {
const err133 = {instancePath:instancePath+"/bindings/" + i2+"/match/accountId",schemaPath:"#/properties/bindings/items/properties/match/properties/accountId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data81.peer !== undefined){
let data84 = data81.peer;
if(data84 && typeof data84 == "object" && !Array.isArray(data84)){
if(data84.kind === undefined){
const err134 = {instancePath:instancePath+"/bindings/" + i2+"/match/peer",schemaPath:"#/properties/bindings/items/properties/match/properties/peer/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if(data84.id === undefined){
const err135 = {instancePath:instancePath+"/bindings/" + i2+"/match/peer",schemaPath:"#/properties/bindings/items/properties/match/properties/peer/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
for(const key20 in data84){if(errors>=32)break;
if(!((key20 === "kind") || (key20 === "id"))){
const err136 = {instancePath:instancePath+"/bindings/" + i2+"/match/peer",schemaPath:"#/properties/bindings/items/properties/match/properties/peer/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data84.kind !== undefined){
let data85 = data84.kind;
if(typeof data85 !== "string"){
const err137 = {instancePath:instancePath+"/bindings/" + i2+"/match/peer/kind",schemaPath:"#/properties/bindings/items/properties/match/properties/peer/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if(!(((data85 === "dm") || (data85 === "group")) || (data85 === "channel"))){
const err138 = {instancePath:instancePath+"/bindings/" + i2+"/match/peer/kind",schemaPath:"#/properties/bindings/items/properties/match/properties/peer/properties/kind/enum",keyword:"enum",params:{allowedValues: schema12.properties.bindings.items.properties.match.properties.peer.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
if(data84.id !== undefined){
let data86 = data84.id;
if(typeof data86 === "string"){
if(data86.length < 1){
const err139 = {instancePath:instancePath+"/bindings/" + i2+"/match/peer/id",schemaPath:"#/properties/bindings/items/properties/match/properties/peer/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
else {
const err140 = {instancePath:instancePath+"/bindings/" + i2+"/match/peer/id",schemaPath:"#/properties/bindings/items/properties/match/properties/peer/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
}
else {
const err141 = {instancePath:instancePath+"/bindings/" + i2+"/match/peer",schemaPath:"#/properties/bindings/items/properties/match/properties/peer/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
if(data81.guildId !== undefined){
let data87 = data81.guildId;
if(typeof data87 === "string"){
if(data87.length < 1){
const err142 = {instancePath:instancePath+"/bindings/" + i2+"/match/guildId",schemaPath:"#/properties/bindings/items/properties/match/properties/guildId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
else {
const err143 = {instancePath:instancePath+"/bindings/" + i2+"/match/guildId",schemaPath:"#/properties/bindings/items/properties/match/properties/guildId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data81.teamId !== undefined){
let data88 = data81.teamId;
if(typeof data88 === "string"){
if(data88.length < 1){
const err144 = {instancePath:instancePath+"/bindings/" + i2+"/match/teamId",schemaPath:"#/properties/bindings/items/properties/match/properties/teamId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
else {
const err145 = {instancePath:instancePath+"/bindings/" + i2+"/match/teamId",schemaPath:"#/properties/bindings/items/properties/match/properties/teamId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
}
else {
const err146 = {instancePath:instancePath+"/bindings/" + i2+"/match",schemaPath:"#/properties/bindings/items/properties/match/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
}
else {
const err147 = {instancePath:instancePath+"/bindings/" + i2,schemaPath:"#/properties/bindings/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
}
else {
const err148 = {instancePath:instancePath+"/bindings",schemaPath:"#/properties/bindings/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data.broadcast !== undefined){
let data89 = data.broadcast;
if(data89 && typeof data89 == "object" && !Array.isArray(data89)){
if(data89.strategy !== undefined){
let data90 = data89.strategy;
if(typeof data90 !== "string"){
const err149 = {instancePath:instancePath+"/broadcast/strategy",schemaPath:"#/properties/broadcast/properties/strategy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if(!((data90 === "parallel") || (data90 === "sequential"))){
const err150 = {instancePath:instancePath+"/broadcast/strategy",schemaPath:"#/properties/broadcast/properties/strategy/enum",keyword:"enum",params:{allowedValues: schema12.properties.broadcast.properties.strategy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
else {
const err151 = {instancePath:instancePath+"/broadcast",schemaPath:"#/properties/broadcast/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
if(data.session !== undefined){
if(!(validate29(data.session, {instancePath:instancePath+"/session",parentData:data,parentDataProperty:"session",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.messages !== undefined){
let data92 = data.messages;
if(data92 && typeof data92 == "object" && !Array.isArray(data92)){
for(const key21 in data92){if(errors>=32)break;
if(!(func2.call(schema50.properties, key21))){
const err152 = {instancePath:instancePath+"/messages",schemaPath:"#/$defs/MessagesConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data92.messagePrefix !== undefined){
if(typeof data92.messagePrefix !== "string"){
const err153 = {instancePath:instancePath+"/messages/messagePrefix",schemaPath:"#/$defs/MessagesConfig/properties/messagePrefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
if(data92.responsePrefix !== undefined){
if(typeof data92.responsePrefix !== "string"){
const err154 = {instancePath:instancePath+"/messages/responsePrefix",schemaPath:"#/$defs/MessagesConfig/properties/responsePrefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data92.groupChat !== undefined){
let data95 = data92.groupChat;
if(data95 && typeof data95 == "object" && !Array.isArray(data95)){
for(const key22 in data95){if(errors>=32)break;
if(!((key22 === "mentionPatterns") || (key22 === "historyLimit"))){
const err155 = {instancePath:instancePath+"/messages/groupChat",schemaPath:"#/$defs/MessagesConfig/properties/groupChat/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
if(data95.mentionPatterns !== undefined){
let data96 = data95.mentionPatterns;
if(Array.isArray(data96)){
const len3 = data96.length;
for(let i3=0; i3<len3 && errors<32; i3++){
if(typeof data96[i3] !== "string"){
const err156 = {instancePath:instancePath+"/messages/groupChat/mentionPatterns/" + i3,schemaPath:"#/$defs/MessagesConfig/properties/groupChat/properties/mentionPatterns/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
}
else {
const err157 = {instancePath:instancePath+"/messages/groupChat/mentionPatterns",schemaPath:"#/$defs/MessagesConfig/properties/groupChat/properties/mentionPatterns/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
if(data95.historyLimit !== undefined){
let data98 = data95.historyLimit;
if(!(((typeof data98 == "number") && (!(data98 % 1) && !isNaN(data98))) && (isFinite(data98)))){
const err158 = {instancePath:instancePath+"/messages/groupChat/historyLimit",schemaPath:"#/$defs/MessagesConfig/properties/groupChat/properties/historyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
if((typeof data98 == "number") && (isFinite(data98))){
if(data98 < 0 || isNaN(data98)){
const err159 = {instancePath:instancePath+"/messages/groupChat/historyLimit",schemaPath:"#/$defs/MessagesConfig/properties/groupChat/properties/historyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
}
}
else {
const err160 = {instancePath:instancePath+"/messages/groupChat",schemaPath:"#/$defs/MessagesConfig/properties/groupChat/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
if(data92.queue !== undefined){
let data99 = data92.queue;
if(data99 && typeof data99 == "object" && !Array.isArray(data99)){
for(const key23 in data99){if(errors>=32)break;
if(!((((((key23 === "mode") || (key23 === "byChannel")) || (key23 === "debounceMs")) || (key23 === "debounceMsByChannel")) || (key23 === "cap")) || (key23 === "drop"))){
const err161 = {instancePath:instancePath+"/messages/queue",schemaPath:"#/$defs/MessagesConfig/properties/queue/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key23},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
if(data99.mode !== undefined){
let data100 = data99.mode;
if(typeof data100 !== "string"){
const err162 = {instancePath:instancePath+"/messages/queue/mode",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
if(!(((((((data100 === "steer") || (data100 === "followup")) || (data100 === "collect")) || (data100 === "steer-backlog")) || (data100 === "steer+backlog")) || (data100 === "queue")) || (data100 === "interrupt"))){
const err163 = {instancePath:instancePath+"/messages/queue/mode",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/mode/enum",keyword:"enum",params:{allowedValues: schema50.properties.queue.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data99.byChannel !== undefined){
let data101 = data99.byChannel;
if(data101 && typeof data101 == "object" && !Array.isArray(data101)){
for(const key24 in data101){if(errors>=32)break;
let data102 = data101[key24];
if(typeof data102 !== "string"){
const err164 = {instancePath:instancePath+"/messages/queue/byChannel/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/byChannel/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
if(!(((((((data102 === "steer") || (data102 === "followup")) || (data102 === "collect")) || (data102 === "steer-backlog")) || (data102 === "steer+backlog")) || (data102 === "queue")) || (data102 === "interrupt"))){
const err165 = {instancePath:instancePath+"/messages/queue/byChannel/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/byChannel/additionalProperties/enum",keyword:"enum",params:{allowedValues: schema50.properties.queue.properties.byChannel.additionalProperties.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
}
else {
const err166 = {instancePath:instancePath+"/messages/queue/byChannel",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/byChannel/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data99.debounceMs !== undefined){
let data103 = data99.debounceMs;
if(!(((typeof data103 == "number") && (!(data103 % 1) && !isNaN(data103))) && (isFinite(data103)))){
const err167 = {instancePath:instancePath+"/messages/queue/debounceMs",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/debounceMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
if((typeof data103 == "number") && (isFinite(data103))){
if(data103 < 0 || isNaN(data103)){
const err168 = {instancePath:instancePath+"/messages/queue/debounceMs",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/debounceMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
}
if(data99.debounceMsByChannel !== undefined){
let data104 = data99.debounceMsByChannel;
if(data104 && typeof data104 == "object" && !Array.isArray(data104)){
for(const key25 in data104){if(errors>=32)break;
let data105 = data104[key25];
if(!(((typeof data105 == "number") && (!(data105 % 1) && !isNaN(data105))) && (isFinite(data105)))){
const err169 = {instancePath:instancePath+"/messages/queue/debounceMsByChannel/" + key25.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/debounceMsByChannel/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
if((typeof data105 == "number") && (isFinite(data105))){
if(data105 < 0 || isNaN(data105)){
const err170 = {instancePath:instancePath+"/messages/queue/debounceMsByChannel/" + key25.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/debounceMsByChannel/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
}
}
else {
const err171 = {instancePath:instancePath+"/messages/queue/debounceMsByChannel",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/debounceMsByChannel/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data99.cap !== undefined){
let data106 = data99.cap;
if(!(((typeof data106 == "number") && (!(data106 % 1) && !isNaN(data106))) && (isFinite(data106)))){
const err172 = {instancePath:instancePath+"/messages/queue/cap",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/cap/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
if((typeof data106 == "number") && (isFinite(data106))){
if(data106 < 1 || isNaN(data106)){
const err173 = {instancePath:instancePath+"/messages/queue/cap",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/cap/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
}
if(data99.drop !== undefined){
let data107 = data99.drop;
if(typeof data107 !== "string"){
const err174 = {instancePath:instancePath+"/messages/queue/drop",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/drop/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if(!(((data107 === "old") || (data107 === "new")) || (data107 === "summarize"))){
const err175 = {instancePath:instancePath+"/messages/queue/drop",schemaPath:"#/$defs/MessagesConfig/properties/queue/properties/drop/enum",keyword:"enum",params:{allowedValues: schema50.properties.queue.properties.drop.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
}
else {
const err176 = {instancePath:instancePath+"/messages/queue",schemaPath:"#/$defs/MessagesConfig/properties/queue/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
if(data92.inbound !== undefined){
let data108 = data92.inbound;
if(data108 && typeof data108 == "object" && !Array.isArray(data108)){
for(const key26 in data108){if(errors>=32)break;
if(!((key26 === "debounceMs") || (key26 === "byChannel"))){
const err177 = {instancePath:instancePath+"/messages/inbound",schemaPath:"#/$defs/MessagesConfig/properties/inbound/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key26},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
if(data108.debounceMs !== undefined){
let data109 = data108.debounceMs;
if(!(((typeof data109 == "number") && (!(data109 % 1) && !isNaN(data109))) && (isFinite(data109)))){
const err178 = {instancePath:instancePath+"/messages/inbound/debounceMs",schemaPath:"#/$defs/MessagesConfig/properties/inbound/properties/debounceMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
if((typeof data109 == "number") && (isFinite(data109))){
if(data109 < 0 || isNaN(data109)){
const err179 = {instancePath:instancePath+"/messages/inbound/debounceMs",schemaPath:"#/$defs/MessagesConfig/properties/inbound/properties/debounceMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
}
if(data108.byChannel !== undefined){
let data110 = data108.byChannel;
if(data110 && typeof data110 == "object" && !Array.isArray(data110)){
for(const key27 in data110){if(errors>=32)break;
let data111 = data110[key27];
if(!(((typeof data111 == "number") && (!(data111 % 1) && !isNaN(data111))) && (isFinite(data111)))){
const err180 = {instancePath:instancePath+"/messages/inbound/byChannel/" + key27.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/MessagesConfig/properties/inbound/properties/byChannel/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
if((typeof data111 == "number") && (isFinite(data111))){
if(data111 < 0 || isNaN(data111)){
const err181 = {instancePath:instancePath+"/messages/inbound/byChannel/" + key27.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/MessagesConfig/properties/inbound/properties/byChannel/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
}
}
else {
const err182 = {instancePath:instancePath+"/messages/inbound/byChannel",schemaPath:"#/$defs/MessagesConfig/properties/inbound/properties/byChannel/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
}
else {
const err183 = {instancePath:instancePath+"/messages/inbound",schemaPath:"#/$defs/MessagesConfig/properties/inbound/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
if(data92.ackReaction !== undefined){
if(typeof data92.ackReaction !== "string"){
const err184 = {instancePath:instancePath+"/messages/ackReaction",schemaPath:"#/$defs/MessagesConfig/properties/ackReaction/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
if(data92.ackReactionScope !== undefined){
let data113 = data92.ackReactionScope;
if(typeof data113 !== "string"){
const err185 = {instancePath:instancePath+"/messages/ackReactionScope",schemaPath:"#/$defs/MessagesConfig/properties/ackReactionScope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
if(!((((data113 === "group-mentions") || (data113 === "group-all")) || (data113 === "direct")) || (data113 === "all"))){
const err186 = {instancePath:instancePath+"/messages/ackReactionScope",schemaPath:"#/$defs/MessagesConfig/properties/ackReactionScope/enum",keyword:"enum",params:{allowedValues: schema50.properties.ackReactionScope.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
if(data92.removeAckAfterReply !== undefined){
if(typeof data92.removeAckAfterReply !== "boolean"){
const err187 = {instancePath:instancePath+"/messages/removeAckAfterReply",schemaPath:"#/$defs/MessagesConfig/properties/removeAckAfterReply/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
if(data92.tts !== undefined){
let data115 = data92.tts;
if(data115 && typeof data115 == "object" && !Array.isArray(data115)){
}
else {
const err188 = {instancePath:instancePath+"/messages/tts",schemaPath:"#/$defs/MessagesConfig/properties/tts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
}
else {
const err189 = {instancePath:instancePath+"/messages",schemaPath:"#/$defs/MessagesConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
if(data.commands !== undefined){
let data116 = data.commands;
if(data116 && typeof data116 == "object" && !Array.isArray(data116)){
for(const key28 in data116){if(errors>=32)break;
if(!(func2.call(schema51.properties, key28))){
const err190 = {instancePath:instancePath+"/commands",schemaPath:"#/$defs/CommandsConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key28},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
if(data116.native !== undefined){
let data117 = data116.native;
const _errs270 = errors;
let valid44 = false;
const _errs271 = errors;
if(typeof data117 !== "boolean"){
const err191 = {instancePath:instancePath+"/commands/native",schemaPath:"#/$defs/CommandsConfig/properties/native/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
var _valid0 = _errs271 === errors;
valid44 = valid44 || _valid0;
if(!valid44){
const _errs273 = errors;
if(typeof data117 !== "string"){
const err192 = {instancePath:instancePath+"/commands/native",schemaPath:"#/$defs/CommandsConfig/properties/native/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
if(!(data117 === "auto")){
const err193 = {instancePath:instancePath+"/commands/native",schemaPath:"#/$defs/CommandsConfig/properties/native/anyOf/1/enum",keyword:"enum",params:{allowedValues: schema51.properties.native.anyOf[1].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
var _valid0 = _errs273 === errors;
valid44 = valid44 || _valid0;
}
if(!valid44){
const err194 = {instancePath:instancePath+"/commands/native",schemaPath:"#/$defs/CommandsConfig/properties/native/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
else {
errors = _errs270;
if(vErrors !== null){
if(_errs270){
vErrors.length = _errs270;
}
else {
vErrors = null;
}
}
}
}
if(data116.nativeSkills !== undefined){
let data118 = data116.nativeSkills;
const _errs276 = errors;
let valid45 = false;
const _errs277 = errors;
if(typeof data118 !== "boolean"){
const err195 = {instancePath:instancePath+"/commands/nativeSkills",schemaPath:"#/$defs/CommandsConfig/properties/nativeSkills/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
var _valid1 = _errs277 === errors;
valid45 = valid45 || _valid1;
if(!valid45){
const _errs279 = errors;
if(typeof data118 !== "string"){
const err196 = {instancePath:instancePath+"/commands/nativeSkills",schemaPath:"#/$defs/CommandsConfig/properties/nativeSkills/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
if(!(data118 === "auto")){
const err197 = {instancePath:instancePath+"/commands/nativeSkills",schemaPath:"#/$defs/CommandsConfig/properties/nativeSkills/anyOf/1/enum",keyword:"enum",params:{allowedValues: schema51.properties.nativeSkills.anyOf[1].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
var _valid1 = _errs279 === errors;
valid45 = valid45 || _valid1;
}
if(!valid45){
const err198 = {instancePath:instancePath+"/commands/nativeSkills",schemaPath:"#/$defs/CommandsConfig/properties/nativeSkills/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
else {
errors = _errs276;
if(vErrors !== null){
if(_errs276){
vErrors.length = _errs276;
}
else {
vErrors = null;
}
}
}
}
if(data116.text !== undefined){
if(typeof data116.text !== "boolean"){
const err199 = {instancePath:instancePath+"/commands/text",schemaPath:"#/$defs/CommandsConfig/properties/text/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
if(data116.bash !== undefined){
if(typeof data116.bash !== "boolean"){
const err200 = {instancePath:instancePath+"/commands/bash",schemaPath:"#/$defs/CommandsConfig/properties/bash/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
if(data116.bashForegroundMs !== undefined){
let data121 = data116.bashForegroundMs;
if(!(((typeof data121 == "number") && (!(data121 % 1) && !isNaN(data121))) && (isFinite(data121)))){
const err201 = {instancePath:instancePath+"/commands/bashForegroundMs",schemaPath:"#/$defs/CommandsConfig/properties/bashForegroundMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
if((typeof data121 == "number") && (isFinite(data121))){
if(data121 > 30000 || isNaN(data121)){
const err202 = {instancePath:instancePath+"/commands/bashForegroundMs",schemaPath:"#/$defs/CommandsConfig/properties/bashForegroundMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 30000},message:"must be <= 30000"};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
if(data121 < 0 || isNaN(data121)){
const err203 = {instancePath:instancePath+"/commands/bashForegroundMs",schemaPath:"#/$defs/CommandsConfig/properties/bashForegroundMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
}
if(data116.config !== undefined){
if(typeof data116.config !== "boolean"){
const err204 = {instancePath:instancePath+"/commands/config",schemaPath:"#/$defs/CommandsConfig/properties/config/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
if(data116.debug !== undefined){
if(typeof data116.debug !== "boolean"){
const err205 = {instancePath:instancePath+"/commands/debug",schemaPath:"#/$defs/CommandsConfig/properties/debug/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
}
if(data116.restart !== undefined){
if(typeof data116.restart !== "boolean"){
const err206 = {instancePath:instancePath+"/commands/restart",schemaPath:"#/$defs/CommandsConfig/properties/restart/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
if(data116.useAccessGroups !== undefined){
if(typeof data116.useAccessGroups !== "boolean"){
const err207 = {instancePath:instancePath+"/commands/useAccessGroups",schemaPath:"#/$defs/CommandsConfig/properties/useAccessGroups/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
}
else {
const err208 = {instancePath:instancePath+"/commands",schemaPath:"#/$defs/CommandsConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
if(data.models !== undefined){
if(!(validate31(data.models, {instancePath:instancePath+"/models",parentData:data,parentDataProperty:"models",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.auth !== undefined){
let data127 = data.auth;
if(data127 && typeof data127 == "object" && !Array.isArray(data127)){
for(const key29 in data127){if(errors>=32)break;
if(!(((key29 === "profiles") || (key29 === "order")) || (key29 === "cooldowns"))){
const err209 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key29},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
if(data127.profiles !== undefined){
let data128 = data127.profiles;
if(data128 && typeof data128 == "object" && !Array.isArray(data128)){
for(const key30 in data128){if(errors>=32)break;
let data129 = data128[key30];
if(data129 && typeof data129 == "object" && !Array.isArray(data129)){
if(data129.provider === undefined){
const err210 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/profiles/additionalProperties/required",keyword:"required",params:{missingProperty: "provider"},message:"must have required property '"+"provider"+"'"};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
if(data129.mode === undefined){
const err211 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/profiles/additionalProperties/required",keyword:"required",params:{missingProperty: "mode"},message:"must have required property '"+"mode"+"'"};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
for(const key31 in data129){if(errors>=32)break;
if(!(((key31 === "provider") || (key31 === "mode")) || (key31 === "email"))){
const err212 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/profiles/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key31},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
if(data129.provider !== undefined){
let data130 = data129.provider;
if(typeof data130 === "string"){
if(data130.length < 1){
const err213 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/provider",schemaPath:"#/properties/auth/properties/profiles/additionalProperties/properties/provider/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
}
else {
const err214 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/provider",schemaPath:"#/properties/auth/properties/profiles/additionalProperties/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
}
if(data129.mode !== undefined){
let data131 = data129.mode;
if(typeof data131 !== "string"){
const err215 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/auth/properties/profiles/additionalProperties/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
if(!(((data131 === "api_key") || (data131 === "oauth")) || (data131 === "token"))){
const err216 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/auth/properties/profiles/additionalProperties/properties/mode/enum",keyword:"enum",params:{allowedValues: schema12.properties.auth.properties.profiles.additionalProperties.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data129.email !== undefined){
if(typeof data129.email !== "string"){
const err217 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1")+"/email",schemaPath:"#/properties/auth/properties/profiles/additionalProperties/properties/email/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
}
}
else {
const err218 = {instancePath:instancePath+"/auth/profiles/" + key30.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/profiles/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
}
else {
const err219 = {instancePath:instancePath+"/auth/profiles",schemaPath:"#/properties/auth/properties/profiles/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
}
if(data127.order !== undefined){
let data133 = data127.order;
if(data133 && typeof data133 == "object" && !Array.isArray(data133)){
for(const key32 in data133){if(errors>=32)break;
let data134 = data133[key32];
if(Array.isArray(data134)){
const len4 = data134.length;
for(let i4=0; i4<len4 && errors<32; i4++){
if(typeof data134[i4] !== "string"){
const err220 = {instancePath:instancePath+"/auth/order/" + key32.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i4,schemaPath:"#/properties/auth/properties/order/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
}
else {
const err221 = {instancePath:instancePath+"/auth/order/" + key32.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/order/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
}
else {
const err222 = {instancePath:instancePath+"/auth/order",schemaPath:"#/properties/auth/properties/order/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
}
if(data127.cooldowns !== undefined){
let data136 = data127.cooldowns;
if(data136 && typeof data136 == "object" && !Array.isArray(data136)){
for(const key33 in data136){if(errors>=32)break;
if(!((((key33 === "billingBackoffHours") || (key33 === "billingBackoffHoursByProvider")) || (key33 === "billingMaxHours")) || (key33 === "failureWindowHours"))){
const err223 = {instancePath:instancePath+"/auth/cooldowns",schemaPath:"#/properties/auth/properties/cooldowns/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key33},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
}
if(data136.billingBackoffHours !== undefined){
let data137 = data136.billingBackoffHours;
if((typeof data137 == "number") && (isFinite(data137))){
if(data137 <= 0 || isNaN(data137)){
const err224 = {instancePath:instancePath+"/auth/cooldowns/billingBackoffHours",schemaPath:"#/properties/auth/properties/cooldowns/properties/billingBackoffHours/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
else {
const err225 = {instancePath:instancePath+"/auth/cooldowns/billingBackoffHours",schemaPath:"#/properties/auth/properties/cooldowns/properties/billingBackoffHours/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
if(data136.billingBackoffHoursByProvider !== undefined){
let data138 = data136.billingBackoffHoursByProvider;
if(data138 && typeof data138 == "object" && !Array.isArray(data138)){
for(const key34 in data138){if(errors>=32)break;
let data139 = data138[key34];
if((typeof data139 == "number") && (isFinite(data139))){
if(data139 <= 0 || isNaN(data139)){
const err226 = {instancePath:instancePath+"/auth/cooldowns/billingBackoffHoursByProvider/" + key34.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/cooldowns/properties/billingBackoffHoursByProvider/additionalProperties/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
}
else {
const err227 = {instancePath:instancePath+"/auth/cooldowns/billingBackoffHoursByProvider/" + key34.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/cooldowns/properties/billingBackoffHoursByProvider/additionalProperties/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
}
}
else {
const err228 = {instancePath:instancePath+"/auth/cooldowns/billingBackoffHoursByProvider",schemaPath:"#/properties/auth/properties/cooldowns/properties/billingBackoffHoursByProvider/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
}
if(data136.billingMaxHours !== undefined){
let data140 = data136.billingMaxHours;
if((typeof data140 == "number") && (isFinite(data140))){
if(data140 <= 0 || isNaN(data140)){
const err229 = {instancePath:instancePath+"/auth/cooldowns/billingMaxHours",schemaPath:"#/properties/auth/properties/cooldowns/properties/billingMaxHours/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
}
else {
const err230 = {instancePath:instancePath+"/auth/cooldowns/billingMaxHours",schemaPath:"#/properties/auth/properties/cooldowns/properties/billingMaxHours/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
if(data136.failureWindowHours !== undefined){
let data141 = data136.failureWindowHours;
if((typeof data141 == "number") && (isFinite(data141))){
if(data141 <= 0 || isNaN(data141)){
const err231 = {instancePath:instancePath+"/auth/cooldowns/failureWindowHours",schemaPath:"#/properties/auth/properties/cooldowns/properties/failureWindowHours/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
else {
const err232 = {instancePath:instancePath+"/auth/cooldowns/failureWindowHours",schemaPath:"#/properties/auth/properties/cooldowns/properties/failureWindowHours/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
}
else {
const err233 = {instancePath:instancePath+"/auth/cooldowns",schemaPath:"#/properties/auth/properties/cooldowns/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
}
}
else {
const err234 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
}
if(data.tools !== undefined){
let data142 = data.tools;
if(data142 && typeof data142 == "object" && !Array.isArray(data142)){
for(const key35 in data142){if(errors>=32)break;
if(!(func2.call(schema55.properties, key35))){
const err235 = {instancePath:instancePath+"/tools",schemaPath:"#/$defs/ToolsConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key35},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
}
if(data142.profile !== undefined){
let data143 = data142.profile;
if(typeof data143 !== "string"){
const err236 = {instancePath:instancePath+"/tools/profile",schemaPath:"#/$defs/ToolsConfig/properties/profile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
if(!((((data143 === "minimal") || (data143 === "coding")) || (data143 === "messaging")) || (data143 === "full"))){
const err237 = {instancePath:instancePath+"/tools/profile",schemaPath:"#/$defs/ToolsConfig/properties/profile/enum",keyword:"enum",params:{allowedValues: schema55.properties.profile.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
}
if(data142.allow !== undefined){
let data144 = data142.allow;
if(Array.isArray(data144)){
const len5 = data144.length;
for(let i5=0; i5<len5 && errors<32; i5++){
if(typeof data144[i5] !== "string"){
const err238 = {instancePath:instancePath+"/tools/allow/" + i5,schemaPath:"#/$defs/ToolsConfig/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
}
}
else {
const err239 = {instancePath:instancePath+"/tools/allow",schemaPath:"#/$defs/ToolsConfig/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
}
if(data142.alsoAllow !== undefined){
let data146 = data142.alsoAllow;
if(Array.isArray(data146)){
const len6 = data146.length;
for(let i6=0; i6<len6 && errors<32; i6++){
if(typeof data146[i6] !== "string"){
const err240 = {instancePath:instancePath+"/tools/alsoAllow/" + i6,schemaPath:"#/$defs/ToolsConfig/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
}
}
else {
const err241 = {instancePath:instancePath+"/tools/alsoAllow",schemaPath:"#/$defs/ToolsConfig/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
}
if(data142.deny !== undefined){
let data148 = data142.deny;
if(Array.isArray(data148)){
const len7 = data148.length;
for(let i7=0; i7<len7 && errors<32; i7++){
if(typeof data148[i7] !== "string"){
const err242 = {instancePath:instancePath+"/tools/deny/" + i7,schemaPath:"#/$defs/ToolsConfig/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
}
}
else {
const err243 = {instancePath:instancePath+"/tools/deny",schemaPath:"#/$defs/ToolsConfig/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
}
if(data142.byProvider !== undefined){
let data150 = data142.byProvider;
if(data150 && typeof data150 == "object" && !Array.isArray(data150)){
for(const key36 in data150){if(errors>=32)break;
let data151 = data150[key36];
if(data151 && typeof data151 == "object" && !Array.isArray(data151)){
for(const key37 in data151){if(errors>=32)break;
if(!(((key37 === "allow") || (key37 === "alsoAllow")) || (key37 === "deny"))){
const err244 = {instancePath:instancePath+"/tools/byProvider/" + key36.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/ToolsConfig/properties/byProvider/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key37},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
if(data151.allow !== undefined){
let data152 = data151.allow;
if(Array.isArray(data152)){
const len8 = data152.length;
for(let i8=0; i8<len8 && errors<32; i8++){
if(typeof data152[i8] !== "string"){
const err245 = {instancePath:instancePath+"/tools/byProvider/" + key36.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow/" + i8,schemaPath:"#/$defs/ToolsConfig/properties/byProvider/additionalProperties/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
}
}
else {
const err246 = {instancePath:instancePath+"/tools/byProvider/" + key36.replace(/~/g, "~0").replace(/\//g, "~1")+"/allow",schemaPath:"#/$defs/ToolsConfig/properties/byProvider/additionalProperties/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
}
if(data151.alsoAllow !== undefined){
let data154 = data151.alsoAllow;
if(Array.isArray(data154)){
const len9 = data154.length;
for(let i9=0; i9<len9 && errors<32; i9++){
if(typeof data154[i9] !== "string"){
const err247 = {instancePath:instancePath+"/tools/byProvider/" + key36.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow/" + i9,schemaPath:"#/$defs/ToolsConfig/properties/byProvider/additionalProperties/properties/alsoAllow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
}
else {
const err248 = {instancePath:instancePath+"/tools/byProvider/" + key36.replace(/~/g, "~0").replace(/\//g, "~1")+"/alsoAllow",schemaPath:"#/$defs/ToolsConfig/properties/byProvider/additionalProperties/properties/alsoAllow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
if(data151.deny !== undefined){
let data156 = data151.deny;
if(Array.isArray(data156)){
const len10 = data156.length;
for(let i10=0; i10<len10 && errors<32; i10++){
if(typeof data156[i10] !== "string"){
const err249 = {instancePath:instancePath+"/tools/byProvider/" + key36.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny/" + i10,schemaPath:"#/$defs/ToolsConfig/properties/byProvider/additionalProperties/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
}
else {
const err250 = {instancePath:instancePath+"/tools/byProvider/" + key36.replace(/~/g, "~0").replace(/\//g, "~1")+"/deny",schemaPath:"#/$defs/ToolsConfig/properties/byProvider/additionalProperties/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
}
}
else {
const err251 = {instancePath:instancePath+"/tools/byProvider/" + key36.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/ToolsConfig/properties/byProvider/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
}
else {
const err252 = {instancePath:instancePath+"/tools/byProvider",schemaPath:"#/$defs/ToolsConfig/properties/byProvider/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
}
if(data142.web !== undefined){
let data158 = data142.web;
if(data158 && typeof data158 == "object" && !Array.isArray(data158)){
}
else {
const err253 = {instancePath:instancePath+"/tools/web",schemaPath:"#/$defs/ToolsConfig/properties/web/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
}
if(data142.media !== undefined){
let data159 = data142.media;
if(data159 && typeof data159 == "object" && !Array.isArray(data159)){
}
else {
const err254 = {instancePath:instancePath+"/tools/media",schemaPath:"#/$defs/ToolsConfig/properties/media/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
}
if(data142.links !== undefined){
let data160 = data142.links;
if(data160 && typeof data160 == "object" && !Array.isArray(data160)){
}
else {
const err255 = {instancePath:instancePath+"/tools/links",schemaPath:"#/$defs/ToolsConfig/properties/links/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
}
if(data142.message !== undefined){
let data161 = data142.message;
if(data161 && typeof data161 == "object" && !Array.isArray(data161)){
}
else {
const err256 = {instancePath:instancePath+"/tools/message",schemaPath:"#/$defs/ToolsConfig/properties/message/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
}
if(data142.agentToAgent !== undefined){
let data162 = data142.agentToAgent;
if(data162 && typeof data162 == "object" && !Array.isArray(data162)){
for(const key38 in data162){if(errors>=32)break;
if(!((key38 === "enabled") || (key38 === "allow"))){
const err257 = {instancePath:instancePath+"/tools/agentToAgent",schemaPath:"#/$defs/ToolsConfig/properties/agentToAgent/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key38},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
}
if(data162.enabled !== undefined){
if(typeof data162.enabled !== "boolean"){
const err258 = {instancePath:instancePath+"/tools/agentToAgent/enabled",schemaPath:"#/$defs/ToolsConfig/properties/agentToAgent/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
if(data162.allow !== undefined){
let data164 = data162.allow;
if(Array.isArray(data164)){
const len11 = data164.length;
for(let i11=0; i11<len11 && errors<32; i11++){
if(typeof data164[i11] !== "string"){
const err259 = {instancePath:instancePath+"/tools/agentToAgent/allow/" + i11,schemaPath:"#/$defs/ToolsConfig/properties/agentToAgent/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
}
}
else {
const err260 = {instancePath:instancePath+"/tools/agentToAgent/allow",schemaPath:"#/$defs/ToolsConfig/properties/agentToAgent/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
}
}
else {
const err261 = {instancePath:instancePath+"/tools/agentToAgent",schemaPath:"#/$defs/ToolsConfig/properties/agentToAgent/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err261];
}
else {
vErrors.push(err261);
}
errors++;
}
}
if(data142.elevated !== undefined){
let data166 = data142.elevated;
if(data166 && typeof data166 == "object" && !Array.isArray(data166)){
}
else {
const err262 = {instancePath:instancePath+"/tools/elevated",schemaPath:"#/$defs/ToolsConfig/properties/elevated/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err262];
}
else {
vErrors.push(err262);
}
errors++;
}
}
if(data142.exec !== undefined){
let data167 = data142.exec;
if(data167 && typeof data167 == "object" && !Array.isArray(data167)){
if(data167.host !== undefined){
let data168 = data167.host;
if(typeof data168 !== "string"){
const err263 = {instancePath:instancePath+"/tools/exec/host",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err263];
}
else {
vErrors.push(err263);
}
errors++;
}
if(!(((data168 === "sandbox") || (data168 === "gateway")) || (data168 === "node"))){
const err264 = {instancePath:instancePath+"/tools/exec/host",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/host/enum",keyword:"enum",params:{allowedValues: schema55.properties.exec.properties.host.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err264];
}
else {
vErrors.push(err264);
}
errors++;
}
}
if(data167.security !== undefined){
let data169 = data167.security;
if(typeof data169 !== "string"){
const err265 = {instancePath:instancePath+"/tools/exec/security",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/security/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err265];
}
else {
vErrors.push(err265);
}
errors++;
}
if(!(((data169 === "deny") || (data169 === "allowlist")) || (data169 === "full"))){
const err266 = {instancePath:instancePath+"/tools/exec/security",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/security/enum",keyword:"enum",params:{allowedValues: schema55.properties.exec.properties.security.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err266];
}
else {
vErrors.push(err266);
}
errors++;
}
}
if(data167.ask !== undefined){
let data170 = data167.ask;
if(typeof data170 !== "string"){
const err267 = {instancePath:instancePath+"/tools/exec/ask",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/ask/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err267];
}
else {
vErrors.push(err267);
}
errors++;
}
if(!(((data170 === "off") || (data170 === "on-miss")) || (data170 === "always"))){
const err268 = {instancePath:instancePath+"/tools/exec/ask",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/ask/enum",keyword:"enum",params:{allowedValues: schema55.properties.exec.properties.ask.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err268];
}
else {
vErrors.push(err268);
}
errors++;
}
}
if(data167.node !== undefined){
let data171 = data167.node;
if(typeof data171 === "string"){
if(data171.length < 1){
const err269 = {instancePath:instancePath+"/tools/exec/node",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/node/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err269];
}
else {
vErrors.push(err269);
}
errors++;
}
}
else {
const err270 = {instancePath:instancePath+"/tools/exec/node",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/node/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err270];
}
else {
vErrors.push(err270);
}
errors++;
}
}
if(data167.pathPrepend !== undefined){
let data172 = data167.pathPrepend;
if(Array.isArray(data172)){
const len12 = data172.length;
for(let i12=0; i12<len12 && errors<32; i12++){
if(typeof data172[i12] !== "string"){
const err271 = {instancePath:instancePath+"/tools/exec/pathPrepend/" + i12,schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/pathPrepend/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err271];
}
else {
vErrors.push(err271);
}
errors++;
}
}
}
else {
const err272 = {instancePath:instancePath+"/tools/exec/pathPrepend",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/pathPrepend/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err272];
}
else {
vErrors.push(err272);
}
errors++;
}
}
if(data167.safeBins !== undefined){
let data174 = data167.safeBins;
if(Array.isArray(data174)){
const len13 = data174.length;
for(let i13=0; i13<len13 && errors<32; i13++){
if(typeof data174[i13] !== "string"){
const err273 = {instancePath:instancePath+"/tools/exec/safeBins/" + i13,schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/safeBins/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err273];
}
else {
vErrors.push(err273);
}
errors++;
}
}
}
else {
const err274 = {instancePath:instancePath+"/tools/exec/safeBins",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/safeBins/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err274];
}
else {
vErrors.push(err274);
}
errors++;
}
}
if(data167.backgroundMs !== undefined){
let data176 = data167.backgroundMs;
if(!(((typeof data176 == "number") && (!(data176 % 1) && !isNaN(data176))) && (isFinite(data176)))){
const err275 = {instancePath:instancePath+"/tools/exec/backgroundMs",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/backgroundMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err275];
}
else {
vErrors.push(err275);
}
errors++;
}
if((typeof data176 == "number") && (isFinite(data176))){
if(data176 < 0 || isNaN(data176)){
const err276 = {instancePath:instancePath+"/tools/exec/backgroundMs",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/backgroundMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err276];
}
else {
vErrors.push(err276);
}
errors++;
}
}
}
if(data167.timeoutSec !== undefined){
let data177 = data167.timeoutSec;
if(!(((typeof data177 == "number") && (!(data177 % 1) && !isNaN(data177))) && (isFinite(data177)))){
const err277 = {instancePath:instancePath+"/tools/exec/timeoutSec",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/timeoutSec/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err277];
}
else {
vErrors.push(err277);
}
errors++;
}
if((typeof data177 == "number") && (isFinite(data177))){
if(data177 < 1 || isNaN(data177)){
const err278 = {instancePath:instancePath+"/tools/exec/timeoutSec",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/timeoutSec/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err278];
}
else {
vErrors.push(err278);
}
errors++;
}
}
}
if(data167.cleanupMs !== undefined){
let data178 = data167.cleanupMs;
if(!(((typeof data178 == "number") && (!(data178 % 1) && !isNaN(data178))) && (isFinite(data178)))){
const err279 = {instancePath:instancePath+"/tools/exec/cleanupMs",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/cleanupMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err279];
}
else {
vErrors.push(err279);
}
errors++;
}
if((typeof data178 == "number") && (isFinite(data178))){
if(data178 < 1 || isNaN(data178)){
const err280 = {instancePath:instancePath+"/tools/exec/cleanupMs",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/cleanupMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err280];
}
else {
vErrors.push(err280);
}
errors++;
}
}
}
if(data167.notifyOnExit !== undefined){
if(typeof data167.notifyOnExit !== "boolean"){
const err281 = {instancePath:instancePath+"/tools/exec/notifyOnExit",schemaPath:"#/$defs/ToolsConfig/properties/exec/properties/notifyOnExit/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err281];
}
else {
vErrors.push(err281);
}
errors++;
}
}
}
else {
const err282 = {instancePath:instancePath+"/tools/exec",schemaPath:"#/$defs/ToolsConfig/properties/exec/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err282];
}
else {
vErrors.push(err282);
}
errors++;
}
}
if(data142.subagents !== undefined){
let data180 = data142.subagents;
if(data180 && typeof data180 == "object" && !Array.isArray(data180)){
}
else {
const err283 = {instancePath:instancePath+"/tools/subagents",schemaPath:"#/$defs/ToolsConfig/properties/subagents/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err283];
}
else {
vErrors.push(err283);
}
errors++;
}
}
if(data142.sandbox !== undefined){
let data181 = data142.sandbox;
if(data181 && typeof data181 == "object" && !Array.isArray(data181)){
}
else {
const err284 = {instancePath:instancePath+"/tools/sandbox",schemaPath:"#/$defs/ToolsConfig/properties/sandbox/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err284];
}
else {
vErrors.push(err284);
}
errors++;
}
}
}
else {
const err285 = {instancePath:instancePath+"/tools",schemaPath:"#/$defs/ToolsConfig/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err285];
}
else {
vErrors.push(err285);
}
errors++;
}
}
if(data.hooks !== undefined){
if(!(validate35(data.hooks, {instancePath:instancePath+"/hooks",parentData:data,parentDataProperty:"hooks",rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
if(data.cron !== undefined){
let data183 = data.cron;
if(data183 && typeof data183 == "object" && !Array.isArray(data183)){
for(const key39 in data183){if(errors>=32)break;
if(!(((key39 === "enabled") || (key39 === "store")) || (key39 === "maxConcurrentRuns"))){
const err286 = {instancePath:instancePath+"/cron",schemaPath:"#/properties/cron/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key39},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err286];
}
else {
vErrors.push(err286);
}
errors++;
}
}
if(data183.enabled !== undefined){
if(typeof data183.enabled !== "boolean"){
const err287 = {instancePath:instancePath+"/cron/enabled",schemaPath:"#/properties/cron/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err287];
}
else {
vErrors.push(err287);
}
errors++;
}
}
if(data183.store !== undefined){
if(typeof data183.store !== "string"){
const err288 = {instancePath:instancePath+"/cron/store",schemaPath:"#/properties/cron/properties/store/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err288];
}
else {
vErrors.push(err288);
}
errors++;
}
}
if(data183.maxConcurrentRuns !== undefined){
let data186 = data183.maxConcurrentRuns;
if(!(((typeof data186 == "number") && (!(data186 % 1) && !isNaN(data186))) && (isFinite(data186)))){
const err289 = {instancePath:instancePath+"/cron/maxConcurrentRuns",schemaPath:"#/properties/cron/properties/maxConcurrentRuns/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err289];
}
else {
vErrors.push(err289);
}
errors++;
}
if((typeof data186 == "number") && (isFinite(data186))){
if(data186 < 1 || isNaN(data186)){
const err290 = {instancePath:instancePath+"/cron/maxConcurrentRuns",schemaPath:"#/properties/cron/properties/maxConcurrentRuns/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err290];
}
else {
vErrors.push(err290);
}
errors++;
}
}
}
}
else {
const err291 = {instancePath:instancePath+"/cron",schemaPath:"#/properties/cron/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err291];
}
else {
vErrors.push(err291);
}
errors++;
}
}
if(data.talk !== undefined){
let data187 = data.talk;
if(data187 && typeof data187 == "object" && !Array.isArray(data187)){
if(data187.apiKey !== undefined){
if(typeof data187.apiKey !== "string"){
const err292 = {instancePath:instancePath+"/talk/apiKey",schemaPath:"#/properties/talk/properties/apiKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err292];
}
else {
vErrors.push(err292);
}
errors++;
}
}
}
else {
const err293 = {instancePath:instancePath+"/talk",schemaPath:"#/properties/talk/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err293];
}
else {
vErrors.push(err293);
}
errors++;
}
}
if(data.audio !== undefined){
let data189 = data.audio;
if(data189 && typeof data189 == "object" && !Array.isArray(data189)){
}
else {
const err294 = {instancePath:instancePath+"/audio",schemaPath:"#/properties/audio/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err294];
}
else {
vErrors.push(err294);
}
errors++;
}
}
if(data.media !== undefined){
let data190 = data.media;
if(data190 && typeof data190 == "object" && !Array.isArray(data190)){
}
else {
const err295 = {instancePath:instancePath+"/media",schemaPath:"#/properties/media/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err295];
}
else {
vErrors.push(err295);
}
errors++;
}
}
if(data.skills !== undefined){
let data191 = data.skills;
if(data191 && typeof data191 == "object" && !Array.isArray(data191)){
if(data191.allowBundled !== undefined){
let data192 = data191.allowBundled;
if(Array.isArray(data192)){
const len14 = data192.length;
for(let i14=0; i14<len14 && errors<32; i14++){
if(typeof data192[i14] !== "string"){
const err296 = {instancePath:instancePath+"/skills/allowBundled/" + i14,schemaPath:"#/properties/skills/properties/allowBundled/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err296];
}
else {
vErrors.push(err296);
}
errors++;
}
}
}
else {
const err297 = {instancePath:instancePath+"/skills/allowBundled",schemaPath:"#/properties/skills/properties/allowBundled/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err297];
}
else {
vErrors.push(err297);
}
errors++;
}
}
if(data191.load !== undefined){
let data194 = data191.load;
if(data194 && typeof data194 == "object" && !Array.isArray(data194)){
}
else {
const err298 = {instancePath:instancePath+"/skills/load",schemaPath:"#/properties/skills/properties/load/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err298];
}
else {
vErrors.push(err298);
}
errors++;
}
}
if(data191.install !== undefined){
let data195 = data191.install;
if(data195 && typeof data195 == "object" && !Array.isArray(data195)){
}
else {
const err299 = {instancePath:instancePath+"/skills/install",schemaPath:"#/properties/skills/properties/install/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err299];
}
else {
vErrors.push(err299);
}
errors++;
}
}
if(data191.entries !== undefined){
let data196 = data191.entries;
if(data196 && typeof data196 == "object" && !Array.isArray(data196)){
for(const key40 in data196){if(errors>=32)break;
let data197 = data196[key40];
if(data197 && typeof data197 == "object" && !Array.isArray(data197)){
if(data197.enabled !== undefined){
if(typeof data197.enabled !== "boolean"){
const err300 = {instancePath:instancePath+"/skills/entries/" + key40.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/skills/properties/entries/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err300];
}
else {
vErrors.push(err300);
}
errors++;
}
}
if(data197.apiKey !== undefined){
if(typeof data197.apiKey !== "string"){
const err301 = {instancePath:instancePath+"/skills/entries/" + key40.replace(/~/g, "~0").replace(/\//g, "~1")+"/apiKey",schemaPath:"#/properties/skills/properties/entries/additionalProperties/properties/apiKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err301];
}
else {
vErrors.push(err301);
}
errors++;
}
}
if(data197.env !== undefined){
let data200 = data197.env;
if(data200 && typeof data200 == "object" && !Array.isArray(data200)){
for(const key41 in data200){if(errors>=32)break;
if(typeof data200[key41] !== "string"){
const err302 = {instancePath:instancePath+"/skills/entries/" + key40.replace(/~/g, "~0").replace(/\//g, "~1")+"/env/" + key41.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/skills/properties/entries/additionalProperties/properties/env/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err302];
}
else {
vErrors.push(err302);
}
errors++;
}
}
}
else {
const err303 = {instancePath:instancePath+"/skills/entries/" + key40.replace(/~/g, "~0").replace(/\//g, "~1")+"/env",schemaPath:"#/properties/skills/properties/entries/additionalProperties/properties/env/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err303];
}
else {
vErrors.push(err303);
}
errors++;
}
}
}
else {
const err304 = {instancePath:instancePath+"/skills/entries/" + key40.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/skills/properties/entries/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err304];
}
else {
vErrors.push(err304);
}
errors++;
}
}
}
else {
const err305 = {instancePath:instancePath+"/skills/entries",schemaPath:"#/properties/skills/properties/entries/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err305];
}
else {
vErrors.push(err305);
}
errors++;
}
}
}
else {
const err306 = {instancePath:instancePath+"/skills",schemaPath:"#/properties/skills/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err306];
}
else {
vErrors.push(err306);
}
errors++;
}
}
if(data.plugins !== undefined){
let data202 = data.plugins;
if(data202 && typeof data202 == "object" && !Array.isArray(data202)){
if(data202.enabled !== undefined){
if(typeof data202.enabled !== "boolean"){
const err307 = {instancePath:instancePath+"/plugins/enabled",schemaPath:"#/properties/plugins/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err307];
}
else {
vErrors.push(err307);
}
errors++;
}
}
if(data202.allow !== undefined){
let data204 = data202.allow;
if(Array.isArray(data204)){
const len15 = data204.length;
for(let i15=0; i15<len15 && errors<32; i15++){
if(typeof data204[i15] !== "string"){
const err308 = {instancePath:instancePath+"/plugins/allow/" + i15,schemaPath:"#/properties/plugins/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err308];
}
else {
vErrors.push(err308);
}
errors++;
}
}
}
else {
const err309 = {instancePath:instancePath+"/plugins/allow",schemaPath:"#/properties/plugins/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err309];
}
else {
vErrors.push(err309);
}
errors++;
}
}
if(data202.deny !== undefined){
let data206 = data202.deny;
if(Array.isArray(data206)){
const len16 = data206.length;
for(let i16=0; i16<len16 && errors<32; i16++){
if(typeof data206[i16] !== "string"){
const err310 = {instancePath:instancePath+"/plugins/deny/" + i16,schemaPath:"#/properties/plugins/properties/deny/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err310];
}
else {
vErrors.push(err310);
}
errors++;
}
}
}
else {
const err311 = {instancePath:instancePath+"/plugins/deny",schemaPath:"#/properties/plugins/properties/deny/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err311];
}
else {
vErrors.push(err311);
}
errors++;
}
}
if(data202.load !== undefined){
let data208 = data202.load;
if(data208 && typeof data208 == "object" && !Array.isArray(data208)){
for(const key42 in data208){if(errors>=32)break;
if(!(key42 === "paths")){
const err312 = {instancePath:instancePath+"/plugins/load",schemaPath:"#/properties/plugins/properties/load/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key42},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err312];
}
else {
vErrors.push(err312);
}
errors++;
}
}
if(data208.paths !== undefined){
let data209 = data208.paths;
if(Array.isArray(data209)){
const len17 = data209.length;
for(let i17=0; i17<len17 && errors<32; i17++){
if(typeof data209[i17] !== "string"){
const err313 = {instancePath:instancePath+"/plugins/load/paths/" + i17,schemaPath:"#/properties/plugins/properties/load/properties/paths/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err313];
}
else {
vErrors.push(err313);
}
errors++;
}
}
}
else {
const err314 = {instancePath:instancePath+"/plugins/load/paths",schemaPath:"#/properties/plugins/properties/load/properties/paths/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err314];
}
else {
vErrors.push(err314);
}
errors++;
}
}
}
else {
const err315 = {instancePath:instancePath+"/plugins/load",schemaPath:"#/properties/plugins/properties/load/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err315];
}
else {
vErrors.push(err315);
}
errors++;
}
}
if(data202.slots !== undefined){
let data211 = data202.slots;
if(data211 && typeof data211 == "object" && !Array.isArray(data211)){
for(const key43 in data211){if(errors>=32)break;
if(typeof data211[key43] !== "string"){
const err316 = {instancePath:instancePath+"/plugins/slots/" + key43.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/plugins/properties/slots/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err316];
}
else {
vErrors.push(err316);
}
errors++;
}
}
}
else {
const err317 = {instancePath:instancePath+"/plugins/slots",schemaPath:"#/properties/plugins/properties/slots/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err317];
}
else {
vErrors.push(err317);
}
errors++;
}
}
if(data202.entries !== undefined){
let data213 = data202.entries;
if(data213 && typeof data213 == "object" && !Array.isArray(data213)){
for(const key44 in data213){if(errors>=32)break;
let data214 = data213[key44];
if(data214 && typeof data214 == "object" && !Array.isArray(data214)){
if(data214.enabled !== undefined){
if(typeof data214.enabled !== "boolean"){
const err318 = {instancePath:instancePath+"/plugins/entries/" + key44.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/plugins/properties/entries/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err318];
}
else {
vErrors.push(err318);
}
errors++;
}
}
if(data214.config !== undefined){
let data216 = data214.config;
if(data216 && typeof data216 == "object" && !Array.isArray(data216)){
}
else {
const err319 = {instancePath:instancePath+"/plugins/entries/" + key44.replace(/~/g, "~0").replace(/\//g, "~1")+"/config",schemaPath:"#/properties/plugins/properties/entries/additionalProperties/properties/config/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err319];
}
else {
vErrors.push(err319);
}
errors++;
}
}
}
else {
const err320 = {instancePath:instancePath+"/plugins/entries/" + key44.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/plugins/properties/entries/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err320];
}
else {
vErrors.push(err320);
}
errors++;
}
}
}
else {
const err321 = {instancePath:instancePath+"/plugins/entries",schemaPath:"#/properties/plugins/properties/entries/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err321];
}
else {
vErrors.push(err321);
}
errors++;
}
}
if(data202.installs !== undefined){
let data217 = data202.installs;
if(data217 && typeof data217 == "object" && !Array.isArray(data217)){
for(const key45 in data217){if(errors>=32)break;
let data218 = data217[key45];
if(data218 && typeof data218 == "object" && !Array.isArray(data218)){
}
else {
const err322 = {instancePath:instancePath+"/plugins/installs/" + key45.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/plugins/properties/installs/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err322];
}
else {
vErrors.push(err322);
}
errors++;
}
}
}
else {
const err323 = {instancePath:instancePath+"/plugins/installs",schemaPath:"#/properties/plugins/properties/installs/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err323];
}
else {
vErrors.push(err323);
}
errors++;
}
}
}
else {
const err324 = {instancePath:instancePath+"/plugins",schemaPath:"#/properties/plugins/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err324];
}
else {
vErrors.push(err324);
}
errors++;
}
}
if(data.approvals !== undefined){
let data219 = data.approvals;
if(data219 && typeof data219 == "object" && !Array.isArray(data219)){
}
else {
const err325 = {instancePath:instancePath+"/approvals",schemaPath:"#/properties/approvals/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err325];
}
else {
vErrors.push(err325);
}
errors++;
}
}
if(data.nodeHost !== undefined){
let data220 = data.nodeHost;
if(data220 && typeof data220 == "object" && !Array.isArray(data220)){
}
else {
const err326 = {instancePath:instancePath+"/nodeHost",schemaPath:"#/properties/nodeHost/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err326];
}
else {
vErrors.push(err326);
}
errors++;
}
}
if(data.ui !== undefined){
let data221 = data.ui;
if(data221 && typeof data221 == "object" && !Array.isArray(data221)){
for(const key46 in data221){if(errors>=32)break;
if(!((key46 === "seamColor") || (key46 === "assistant"))){
const err327 = {instancePath:instancePath+"/ui",schemaPath:"#/properties/ui/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key46},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err327];
}
else {
vErrors.push(err327);
}
errors++;
}
}
if(data221.seamColor !== undefined){
let data222 = data221.seamColor;
if(typeof data222 === "string"){
if(!pattern0.test(data222)){
const err328 = {instancePath:instancePath+"/ui/seamColor",schemaPath:"#/properties/ui/properties/seamColor/pattern",keyword:"pattern",params:{pattern: "^#?[0-9a-fA-F]{6}$"},message:"must match pattern \""+"^#?[0-9a-fA-F]{6}$"+"\""};
if(vErrors === null){
vErrors = [err328];
}
else {
vErrors.push(err328);
}
errors++;
}
}
else {
const err329 = {instancePath:instancePath+"/ui/seamColor",schemaPath:"#/properties/ui/properties/seamColor/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err329];
}
else {
vErrors.push(err329);
}
errors++;
}
}
if(data221.assistant !== undefined){
let data223 = data221.assistant;
if(data223 && typeof data223 == "object" && !Array.isArray(data223)){
for(const key47 in data223){if(errors>=32)break;
if(!((key47 === "name") || (key47 === "avatar"))){
const err330 = {instancePath:instancePath+"/ui/assistant",schemaPath:"#/properties/ui/properties/assistant/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key47},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err330];
}
else {
vErrors.push(err330);
}
errors++;
}
}
if(data223.name !== undefined){
let data224 = data223.name;
if(typeof data224 === "string"){
if(func3(data224) > 50){
const err331 = {instancePath:instancePath+"/ui/assistant/name",schemaPath:"#/properties/ui/properties/assistant/properties/name/maxLength",keyword:"maxLength",params:{limit: 50},message:"must NOT have more than 50 characters"};
if(vErrors === null){
vErrors = [err331];
}
else {
vErrors.push(err331);
}
errors++;
}
}
else {
const err332 = {instancePath:instancePath+"/ui/assistant/name",schemaPath:"#/properties/ui/properties/assistant/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err332];
}
else {
vErrors.push(err332);
}
errors++;
}
}
if(data223.avatar !== undefined){
let data225 = data223.avatar;
if(typeof data225 === "string"){
if(func3(data225) > 200){
const err333 = {instancePath:instancePath+"/ui/assistant/avatar",schemaPath:"#/properties/ui/properties/assistant/properties/avatar/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err333];
}
else {
vErrors.push(err333);
}
errors++;
}
}
else {
const err334 = {instancePath:instancePath+"/ui/assistant/avatar",schemaPath:"#/properties/ui/properties/assistant/properties/avatar/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err334];
}
else {
vErrors.push(err334);
}
errors++;
}
}
}
else {
const err335 = {instancePath:instancePath+"/ui/assistant",schemaPath:"#/properties/ui/properties/assistant/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err335];
}
else {
vErrors.push(err335);
}
errors++;
}
}
}
else {
const err336 = {instancePath:instancePath+"/ui",schemaPath:"#/properties/ui/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err336];
}
else {
vErrors.push(err336);
}
errors++;
}
}
}
else {
const err337 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err337];
}
else {
vErrors.push(err337);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}
