using Rhodes.Core.Model;

namespace Rhodes.Server.Access;

/// <summary>What an endpoint lets one do. Each endpoint has exactly one.</summary>
public enum Right
{
    /// <summary>Nobody is asked who they are.</summary>
    Open = 0,

    /// <summary>To know about oneself.</summary>
    Self = 1,

    /// <summary>To see what a tenant has.</summary>
    SeeTenant = 2,

    /// <summary>To read what a tenant's programs wrote.</summary>
    SeeOutput = 3,

    /// <summary>To submit and change a tenant's work.</summary>
    Work = 4,

    /// <summary>To have a say over a tenant's users and keys.</summary>
    ManageTenant = 5,

    /// <summary>To see all of the site.</summary>
    SeeSite = 6,

    /// <summary>To take machines out of use and back.</summary>
    KeepMachines = 7,

    /// <summary>To sell the site's capacity: tenants, leases.</summary>
    Sell = 8,

    /// <summary>To ask what a lease would be: of any tenant to who sells, of its own to who has a say over one.</summary>
    Quote = 9,
}

/// <summary>The rights table.</summary>
public static class Rights
{
    /// <param name="isOwn">Whether it is about the caller's own tenant; true where it is about none.</param>
    public static bool May(Role role, Right right, bool isOwn) => right switch
    {
        Right.Open or Right.Self => true,
        Right.SeeTenant => isOwn || role >= Role.Operator,
        Right.SeeOutput => isOwn || role == Role.Owner,
        Right.Work => role == Role.Owner || (isOwn && role is Role.Member or Role.Admin),
        Right.ManageTenant => role == Role.Owner || (isOwn && role == Role.Admin),
        Right.SeeSite or Right.KeepMachines => role >= Role.Operator,
        Right.Sell => role == Role.Owner,
        Right.Quote => role is Role.Owner or Role.Admin,
        _ => false,
    };

    /// <summary>Whether a role may know that other tenants exist.</summary>
    public static bool SeesOthers(Role role) => role >= Role.Operator;
}

/// <summary>Who asks.</summary>
/// <param name="Tenant">By index.</param>
public sealed record Caller(int Tenant, string TenantName, string User, Role Role, string Key)
{
    /// <summary>As the log names it.</summary>
    public string Who => $"{TenantName}/{User}";
}
