using Rhodes.Core.Contract;
using Rhodes.Core.Model;

namespace Rhodes.Core.Control;

/// <summary>Commands about users and keys. Whether who asks may, was asked before.</summary>
public sealed partial class ControlCore
{
    /// <summary>The owner's own tenant.</summary>
    public const string House = "house";

    private void TakeIn(AddUser command)
    {
        var user = command.User;
        var tenant = State.TenantIndex(user.Tenant);
        if (tenant < 0) Refuse($"there is no tenant '{user.Tenant}'");
        else if (State.People.TryFindUser(tenant, user.Name, out _)) Refuse($"tenant '{user.Tenant}' has a user '{user.Name}'");
        else if (user.Role >= Role.Operator && !string.Equals(user.Tenant, House, StringComparison.Ordinal))
            Refuse($"user {user.Name}: an owner or operator is of tenant '{House}', not of '{user.Tenant}'");
        else Emit(new UserAdded(tenant, user.Name, user.Role));
    }

    private void TakeIn(RemoveUser command)
    {
        var tenant = State.TenantIndex(command.Tenant);
        if (tenant < 0) Refuse($"there is no tenant '{command.Tenant}'");
        else if (!State.People.TryFindUser(tenant, command.User, out var user)) Refuse($"tenant '{command.Tenant}' has no user '{command.User}'");
        else if (user.Role == Role.Owner && State.People.Count(Role.Owner) == 1) Refuse($"user {command.User} is the only owner; without one nobody could do anything about it");
        else Emit(new UserRemoved(tenant, command.User));
    }

    private void TakeIn(IssueKey command)
    {
        var key = command.Key;
        var tenant = State.TenantIndex(key.Tenant);
        if (tenant < 0) Refuse($"there is no tenant '{key.Tenant}'");
        else if (!State.People.TryFindUser(tenant, key.User, out _)) Refuse($"tenant '{key.Tenant}' has no user '{key.User}'");
        else if (State.People.TryFindKey(key.Id, out _)) Refuse($"there is a key '{key.Id}'");
        else if (key.Until <= State.Now) Refuse($"key {key.Id}: it would end at {key.Until}, which is not after now");
        else Emit(new KeyIssued(key.Id, tenant, key.User, key.Hash, key.Label, key.Until));
    }

    private void TakeIn(RevokeKey command)
    {
        if (State.People.TryFindKey(command.Key, out _)) Emit(new KeyRevoked(command.Key));
        else Refuse($"there is no key '{command.Key}'");
    }
}
