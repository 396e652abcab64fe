-- What wrk sends. WORK_AUTHORIZATION or WORK_COOKIE say who asks; with WORK_WRITERS (addresses, one a line) each request is
-- a new ticket, as WORK_FORMAT has it for a peer (subject, text, address). Prints one line of JSON.
local words = {}
for word in ("the shop is slow since this morning and answers with error after update of plugin certificate mail server domain "
    .. "backup invoice renewal database login password cache page checkout order customer please look thank you again"):gmatch("%a+") do
    words[#words + 1] = word
end
local writers, serial, ready = {}, 0, nil
local format = os.getenv("WORK_FORMAT") or '{"subject":"%s","body_text":"%s","category":"slow","contact":{"email":"%s"}}'

local function sentence(length)
    local chosen = {}
    for i = 1, length do chosen[i] = words[math.random(#words)] end
    return table.concat(chosen, " ")
end

function init()
    math.randomseed(os.time())
    local authorization, cookie, addresses = os.getenv("WORK_AUTHORIZATION"), os.getenv("WORK_COOKIE"), os.getenv("WORK_WRITERS")
    if authorization then wrk.headers["Authorization"] = authorization end
    if cookie then wrk.headers["Cookie"] = cookie end
    wrk.headers["Referer"] = os.getenv("WORK_REFERER")
    if not addresses then
        ready = wrk.format("GET")
        return
    end
    wrk.headers["Content-Type"] = "application/json"
    for address in addresses:gmatch("[^\n]+") do writers[#writers + 1] = address end
end

function request()
    if ready then return ready end
    serial = serial + 1
    local body = string.format(format, sentence(7), sentence(60), writers[serial % #writers + 1])
    return wrk.format("POST", nil, nil, body)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format('{"requests": %d, "seconds": %.4f, "p50_ms": %.3f, "p99_ms": %.3f, "bytes": %d, "refused": %d, "broken": %d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.bytes, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
