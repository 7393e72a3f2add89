namespace Rhodes.Core.Model;

/// <summary>An organisation that works on the site. The owner is one too, by the name <c>house</c>.</summary>
public sealed record TenantSpec
{
    /// <summary>Unique at the site.</summary>
    public required string Name { get; init; }

    /// <summary>Its share among borrowers of idle capacity, at least 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Empty: all of its work is in one project, named like the tenant.</summary>
    public IReadOnlyList<ProjectSpec> Projects { get; init; } = [];
}

/// <summary>A part of a tenant that shares the tenant's private cluster with its other projects.</summary>
public sealed record ProjectSpec
{
    /// <summary>Unique in its tenant.</summary>
    public required string Name { get; init; }

    /// <summary>Its share of the private cluster when several projects wait at one priority, at least 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The most devices that it may hold of the private cluster at once; null: no limit.</summary>
    public int? DeviceLimit { get; init; }
}
