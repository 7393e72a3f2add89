using Rhodes.Core.Model;

namespace Rhodes.Engines.Local;

/// <summary>Writes all that the launchers of an attempt need. Nothing runs yet, and doing it again harms nothing while no launcher was started.</summary>
internal static class Preparation
{
    /// <returns>The ranks.</returns>
    public static List<LocalRank> Prepare(
        Launch launch, LocalMeans means, AttemptFolder folder, UnixUser user, IReadOnlyList<IReadOnlyList<int>> devices)
    {
        folder.Make(launch.Nodes.Count);
        folder.MakeState(user);
        var home = user.Home.Length > 1 && Directory.Exists(user.Home) ? user.Home : folder.State;
        var where = new ProgramPlace(user, home, launch.Job.Program?.Workdir ?? folder.State, folder.State);
        var port = folder.Port ?? means.TakePort();
        folder.WritePort(port);
        return [.. launch.Nodes.Select((slot, rank) => PrepareRank(launch, means, folder, where, new(rank, means.Node(slot.Node)!, devices[rank], port), slot.Demand))];
    }

    /// <summary>The ranks of an attempt that an earlier engine prepared.</summary>
    /// <returns>Null: it did not come so far.</returns>
    public static List<LocalRank>? Find(Launch launch, AttemptFolder folder)
    {
        List<LocalRank> ranks = [];
        for (var rank = 0; rank < launch.Nodes.Count; rank++)
        {
            var place = folder.Rank(rank);
            if (!File.Exists(place.Launch) || place.Holding is not { } holding) return null;
            ranks.Add(new LocalRank(place, holding));
        }
        return ranks;
    }

    private static LocalRank PrepareRank(Launch launch, LocalMeans means, AttemptFolder attempt, ProgramPlace where, RankPlace place, NodeDemand demand)
    {
        var folder = attempt.Rank(place.Rank);
        var group = means.Groups?.Make($"{launch.Attempt.Job}.{launch.Attempt.Ordinal}.{place.Rank}", demand);
        var holding = new RankHolding(place.Node.Name, place.Devices, group);
        folder.Holding = holding;
        MakeOutput(folder.Output(OutputKind.Out), where.User);
        MakeOutput(folder.Output(OutputKind.Error), where.User);
        Whole.Write(folder.Program, ProgramText.Of(launch, place, where));
        Whole.Write(folder.Launch, Launcher.Text(means.Settings, attempt, folder, where, group)); // last: it says that the rest is there
        return new LocalRank(folder, holding);
    }

    /// <summary>Belongs to the job's user, so that <c>/dev/stdout</c> can be opened.</summary>
    private static void MakeOutput(string path, UnixUser user)
    {
        Posix.OpenOwn(path, FileMode.OpenOrCreate).Dispose();
        if (Posix.IsRoot) Posix.GiveTo(path, user);
    }
}
