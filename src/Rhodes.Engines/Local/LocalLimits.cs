namespace Rhodes.Engines.Local;

/// <summary>What this machine lets an engine hold jobs to, in a sentence or two.</summary>
internal static class LocalLimits
{
    public static string Said(LocalMeans means)
    {
        var limits = means.Groups switch
        {
            null => "This machine lets us make no control groups: memory and cores are not limited, and what hides from its parents may outlive its job.",
            { HasLimits: false } => "Control groups end all that a job started; memory and cores are not limited, since this group may not hand them on.",
            _ => "Control groups limit memory and cores, and end all that a job started.",
        };
        var users = Posix.IsRoot ? $"Jobs of tenants without a user of their own run as {UnixUser.Nobody}." : $"All jobs run as {Environment.UserName}.";
        return $"{limits} {users}";
    }
}
