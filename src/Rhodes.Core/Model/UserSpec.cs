using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>What a user may do. Each may what those before may, but for the operator, who acts for no tenant.</summary>
public enum Role
{
    /// <summary>Sees what its tenant has.</summary>
    Viewer = 0,

    /// <summary>Submits and changes its tenant's work.</summary>
    Member = 1,

    /// <summary>Has a say over its tenant's users and keys.</summary>
    Admin = 2,

    /// <summary>Keeps the site's machines, and sees all that is on them.</summary>
    Operator = 3,

    /// <summary>Sells the site's capacity; may do everything.</summary>
    Owner = 4,
}

/// <summary>Somebody who works for a tenant.</summary>
public sealed record UserSpec
{
    /// <summary>Unique in its tenant.</summary>
    public required string Name { get; init; }

    public required string Tenant { get; init; }

    public required Role Role { get; init; }
}

/// <summary>A user's key, of which only a hash is known.</summary>
public sealed record KeySpec
{
    /// <summary>Unique at the site, and no secret.</summary>
    public required string Id { get; init; }

    public required string Tenant { get; init; }

    public required string User { get; init; }

    /// <summary>Of the secret, keyed with something that is in no log; 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>What it is for, in its user's words.</summary>
    public string Label { get; init; } = "";

    /// <summary>From then on it opens nothing.</summary>
    public Instant Until { get; init; } = Instant.Never;
}
