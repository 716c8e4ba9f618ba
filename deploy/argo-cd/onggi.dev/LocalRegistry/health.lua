-- What Argo CD shows of Onggi's kinds: what their conditions say, and the same as kstatus and Flux make of them. One of Ready,
-- Reconciling and Stalled is True, and never two of them. Both kinds have the same script.
local health = { status = "Progressing", message = "Waiting for the operator to see this generation" }

if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return health
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end

local function isTrue(type)
  return conditions[type] ~= nil and conditions[type].status == "True"
end

if conditions.Ready == nil then
  return health
end
health.message = conditions.Ready.message

if isTrue("Reconciling") then
  health.status = "Progressing"
elseif isTrue("Stalled") then
  if conditions.Stalled.reason == "Suspended" then
    health.status = "Suspended"
  else
    health.status = "Degraded"
  end
elseif isTrue("Ready") then
  health.status = "Healthy"
end

return health
