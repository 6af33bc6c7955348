// Each test has a server of its own.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(3)]
