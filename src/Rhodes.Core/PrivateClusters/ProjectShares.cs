using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>How a tenant's projects share its private cluster: by weight among equals in priority, up to hard limits.</summary>
public sealed class ProjectShares
{
    private readonly IReadOnlyList<ProjectSpec> _projects;
    private readonly long[] _held;

    public ProjectShares(TenantSpec tenant)
    {
        _projects = tenant.Projects.Count > 0 ? tenant.Projects : [new ProjectSpec { Name = tenant.Name }];
        _held = new long[_projects.Count];
    }

    public int Count => _projects.Count;

    public ProjectSpec this[int project] => _projects[project];

    /// <summary>Devices that the project holds now.</summary>
    public long HeldBy(int project) => _held[project];

    public bool Knows(string? name) => name is null || _projects.Any(project => string.Equals(project.Name, name, StringComparison.Ordinal));

    /// <summary>Null means the first.</summary>
    public int IndexOf(string? name)
    {
        if (name is null) return 0;
        for (var i = 0; i < _projects.Count; i++)
            if (string.Equals(_projects[i].Name, name, StringComparison.Ordinal)) return i;
        throw Invariant.Broken($"project {name} was checked when the job was submitted");
    }

    public void Hold(int project, long devices) => _held[project] += devices;

    public void Free(int project, long devices)
    {
        _held[project] -= devices;
        Invariant.Holds(_held[project] >= 0, "a project frees what it holds");
    }

    public bool MayHold(int project, long more) => _projects[project].DeviceLimit is not { } limit || _held[project] + more <= limit;

    /// <summary>Whether <paramref name="one"/> holds less for its weight than <paramref name="other"/>.</summary>
    public bool IsFurtherBehind(int one, int other) =>
        (Int128)_held[one] * _projects[other].Weight < (Int128)_held[other] * _projects[one].Weight;
}
