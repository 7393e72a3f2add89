using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>Reads what <see cref="SpecWriter"/> writes.</summary>
internal static class SpecReader
{
    /// <summary>The member <c>spec</c>.</summary>
    /// <remarks>Hot: once for each job.</remarks>
    public static JobSpec Read(ref FormReader form)
    {
        form.Start("spec"u8);
        JobSpec spec = new()
        {
            Name = form.Text("name"u8),
            Tenant = form.Text("tenant"u8),
            Project = form.Has("project"u8) ? form.Text() : null,
            Priority = form.Int("priority"u8),
            Claim = (Claim)form.Word("claim"u8, EventWriter.Claims),
            Groups = Groups(ref form),
            Within = Within(ref form),
            TimeLimit = form.Has("time_limit"u8) ? new Duration(form.Long()) : null,
            Checkpoint = Checkpoint(ref form),
            Preemptible = form.Bool("preemptible"u8),
            Array = form.Int("array"u8),
            ArrayIndex = form.Has("array_index"u8) ? form.Int() : null,
            After = After(ref form),
            Held = form.Bool("held"u8),
            Endless = form.Bool("endless"u8),
            Run = Run(ref form),
            Program = Program(ref form),
        };
        form.End();
        return spec;
    }

    private static GroupSpec[] Groups(ref FormReader form)
    {
        List<GroupSpec> groups = new(1);
        form.StartList("groups"u8);
        while (!form.IsAtEndOfList)
        {
            form.Start();
            groups.Add(new()
            {
                Nodes = form.Int("nodes"u8),
                DevicesPerNode = form.Int("devices_per_node"u8),
                CoresPerNode = form.Has("cores_per_node"u8) ? form.Int() : null,
                MemoryMibPerNode = form.Has("memory_mib_per_node"u8) ? form.Long() : null,
                Kinds = Kinds(ref form),
                Within = Within(ref form),
                Segment = Segment(ref form),
            });
            form.End();
        }

        form.EndList();
        return [.. groups];
    }

    private static KindChoice[] Kinds(ref FormReader form)
    {
        List<KindChoice> kinds = [];
        form.StartList("kinds"u8);
        while (!form.IsAtEndOfList)
        {
            form.Start();
            kinds.Add(new(form.Text("kind"u8), form.Int("speed_thousandths"u8)));
            form.End();
        }

        form.EndList();
        return [.. kinds];
    }

    private static Level? Within(ref FormReader form) => form.Has("within"u8) ? (Level)form.Word(SpecWriter.Levels) : null;

    private static SegmentSpec? Segment(ref FormReader form)
    {
        if (!form.Has("segment"u8)) return null;
        form.Start();
        SegmentSpec segment = new(form.Int("nodes"u8), (Level)form.Word("level"u8, SpecWriter.Levels));
        form.End();
        return segment;
    }

    private static CheckpointSpec? Checkpoint(ref FormReader form)
    {
        if (!form.Has("checkpoint"u8)) return null;
        form.Start();
        CheckpointSpec checkpoint = new(new(form.Long("every"u8)), new(form.Long("takes"u8)), new(form.Long("restart"u8)));
        form.End();
        return checkpoint;
    }

    private static int[] After(ref FormReader form)
    {
        form.StartList("after"u8);
        var after = new int[form.CountLeft()];
        for (var i = 0; i < after.Length; i++) after[i] = form.Int();
        form.EndList();
        return after;
    }

    private static string[] Run(ref FormReader form)
    {
        form.StartList("run"u8);
        var run = new string[form.CountLeft()];
        for (var i = 0; i < run.Length; i++) run[i] = form.Text();
        form.EndList();
        return run;
    }

    private static ProgramSpec? Program(ref FormReader form)
    {
        if (!form.Has("program"u8)) return null;
        form.Start();
        ProgramSpec program = new()
        {
            Workdir = form.Has("workdir"u8) ? form.Text() : null,
            Environment = Environment(ref form),
            Warn = (LeaveSignal)form.Word("warn"u8, SpecWriter.Signals),
            Grace = new(form.Long("grace"u8)),
        };
        form.End();
        return program;
    }

    private static EnvironmentVariable[] Environment(ref FormReader form)
    {
        List<EnvironmentVariable> environment = [];
        form.StartList("environment"u8);
        while (!form.IsAtEndOfList)
        {
            form.Start();
            environment.Add(new(form.Text("name"u8), form.Text("value"u8)));
            form.End();
        }

        form.EndList();
        return [.. environment];
    }
}
