using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>The same replica, slow and plain: every step by itself, every block counted anew.</summary>
internal static class StepByStep
{
    public static (ServedAnswer[] Answers, long DoneAgain) Play(ReplicaSpec replica, IReadOnlyList<ServedRequest> requests)
    {
        var answers = new ServedAnswer[requests.Count];
        List<State> waiting = [], admitted = [];
        var (now, arrived, doneAgain) = (0.0, 0, 0L);
        while (true)
        {
            if (admitted.Count == 0 && waiting.Count == 0)
            {
                if (arrived == requests.Count) return (answers, doneAgain);
                now = Math.Max(now, requests[arrived].Arrival);
            }

            for (; arrived < requests.Count && requests[arrived].Arrival <= now; arrived++) waiting.Add(new() { Index = arrived, ToRead = requests[arrived].Prompt });
            while (Free() < 0) GiveUp();
            int prompt;
            while (true)
            {
                var left = replica.StepTokens - admitted.Count(state => state.Decodes);
                prompt = 0;
                foreach (var state in admitted.Where(state => !state.Decodes)) prompt += Read(state, left - prompt);
                while (prompt < left && waiting.Count > 0 && admitted.Count < replica.MostSequences)
                {
                    var read = Read(waiting[0], left - prompt);
                    if (read == 0) break;
                    prompt += read;
                    admitted.Add(waiting[0]);
                    waiting.RemoveAt(0);
                }

                if (prompt > 0 || admitted.Exists(state => state.Decodes)) break;
                GiveUp();
            }

            var decoding = admitted.Where(state => state.Decodes).ToList();
            now += replica.Cost.Of(prompt, decoding.Count, decoding.Sum(state => (long)state.Cached));
            foreach (var state in decoding) (state.Cached, state.Made) = (state.Cached + 1, state.Made + 1);
            foreach (var state in admitted.Where(state => !state.Decodes && state.Cached == state.ToRead))
            {
                if (state.Made++ == 0) answers[state.Index] = new(now, now);
                state.Decodes = true;
            }

            foreach (var state in admitted.Where(state => state.Decodes && state.Made == requests[state.Index].Output).ToList())
            {
                answers[state.Index] = answers[state.Index] with { LastToken = now };
                admitted.Remove(state);
            }
        }

        // A sequence that decodes needs room for the token that it caches in this step.
        int Free() => replica.CacheBlocks - admitted.Sum(state => Blocks(state.Cached + (state.Decodes ? 1 : 0)));

        int Blocks(int tokens) => (tokens + replica.BlockTokens - 1) / replica.BlockTokens;

        int Read(State state, int most)
        {
            var room = ((Free() + (admitted.Contains(state) ? Blocks(state.Cached) : 0)) * replica.BlockTokens) - state.Cached;
            var read = Math.Max(0, Math.Min(Math.Min(most, state.ToRead - state.Cached), room));
            state.Cached += read;
            return read;
        }

        void GiveUp()
        {
            var youngest = admitted[^1];
            admitted.RemoveAt(admitted.Count - 1);
            waiting.Insert(0, new() { Index = youngest.Index, ToRead = requests[youngest.Index].Prompt + youngest.Made, Made = youngest.Made });
            doneAgain++;
        }
    }

    private sealed class State
    {
        public int Index { get; init; }

        public int ToRead { get; init; }

        public int Cached { get; set; }

        public int Made { get; set; }

        public bool Decodes { get; set; }
    }
}
